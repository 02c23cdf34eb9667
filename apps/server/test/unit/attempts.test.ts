import { expect, test } from 'vitest';
import { Attempts } from '../../src/accounts/attempts.ts';
import { loadConfig } from '../../src/config.ts';
import { DomainError } from '../../src/rooms/domain-error.ts';

/** How long one has to wait; 0 where the attempt has begun. */
function waitFor(attempts: Attempts, keys: string[], now: number): number {
  try {
    attempts.begin(keys, now);
    return 0;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'rate_limited') return error.retryAfterMs ?? 0;
    throw error;
  }
}

test('so many in any window, and the wait until the next', () => {
  const attempts = new Attempts(2, 1_000);
  expect(waitFor(attempts, ['ada'], 0)).toBe(0);
  expect(waitFor(attempts, ['ada'], 600)).toBe(0);
  expect(waitFor(attempts, ['ada'], 900)).toBe(100);
  expect(waitFor(attempts, ['ada'], 1_000)).toBe(0);
  expect(waitFor(attempts, ['ada'], 1_001)).toBe(599);
});

test('under every key or under none: one that is refused is not counted', () => {
  const attempts = new Attempts(1, 1_000);
  expect(waitFor(attempts, ['ada', 'here'], 0)).toBe(0);
  expect(waitFor(attempts, ['bo', 'here'], 500)).toBe(500);
  expect(waitFor(attempts, ['bo', 'there'], 500)).toBe(0);
});

test('one that goes well is taken back, and only that one', async () => {
  const attempts = new Attempts(2, 1_000);
  attempts.begin(['ada'], 0);
  expect(await attempts.make(['ada'], 1, async () => 'in')).toBe('in');
  expect(waitFor(attempts, ['ada'], 2)).toBe(0);
  await expect(attempts.make(['ada'], 3, async () => 'in')).rejects.toMatchObject({
    code: 'rate_limited',
    retryAfterMs: 997,
  });
});

test('one that the server had no time for does not count, a wrong one does', async () => {
  const attempts = new Attempts(1, 1_000);
  const refusal = (code: 'unavailable' | 'unauthenticated') => async () => {
    throw new DomainError(code, 'no');
  };
  await expect(attempts.make(['ada'], 0, refusal('unavailable'))).rejects.toMatchObject({ code: 'unavailable' });
  await expect(attempts.make(['ada'], 1, refusal('unauthenticated'))).rejects.toMatchObject({
    code: 'unauthenticated',
  });
  await expect(attempts.make(['ada'], 2, async () => 'in')).rejects.toMatchObject({ code: 'rate_limited' });
});

test('ten by default', () => {
  expect(loadConfig({}).RATE_LIMIT_SIGN_IN).toBe(10);
});
