import type { ConnectionState, DisconnectReason } from '@confab/client';
import { describe, expect, it } from 'vitest';
import { backWords, bannerWords } from '../src/features/connection-banner/banner-words.ts';

const NOW = 1_000_000;

function waiting(kind: DisconnectReason['kind'], inMs: number): ConnectionState {
  return { name: 'waiting', reason: { kind, message: '' }, attempt: 1, retryAt: NOW + inMs };
}
const say = (state: ConnectionState, count = 0) => {
  const words = bannerWords(state, count, NOW);
  return words && `${words.title} ${words.text}`;
};

describe('the banner', () => {
  it('is silent while all is well', () => {
    expect(say({ name: 'idle' })).toBeUndefined();
    expect(say({ name: 'connected', since: NOW, slow: false })).toBeUndefined();
  });

  it('tells a slow line', () => {
    expect(say({ name: 'connected', since: NOW, slow: true })).toBe('Slow line. Messages take a moment.');
  });

  it('tells when the next try is, and how many messages wait', () => {
    expect(say(waiting('unreachable', 3200))).toBe(
      'Reconnecting. Keep writing, we’ll send it when the line is back. Next try in 4 s.',
    );
    expect(say(waiting('unreachable', 500), 2)).toBe('Reconnecting. 2 messages wait here until the line is back.');
  });

  it('tells being offline', () => {
    expect(say(waiting('offline', 3000), 1)).toBe('You’re offline. 1 message waits here.');
    expect(bannerWords(waiting('offline', 3000), 0, NOW)?.action).toBe('try-now');
  });

  it.each(['unauthenticated', 'revoked', 'flooding', 'closed'] as const)('says why it is over: %s', (kind) => {
    const words = bannerWords({ name: 'failed', reason: { kind, message: '' } }, 0, NOW);
    expect(words?.icon).toBe('failed');
    expect(words?.action).toMatch(/reload|sign-in/);
  });

  it('tells what was missed', () => {
    expect(backWords(14).text).toBe('You missed 14 messages.');
    expect(backWords(0).text).toBe('Nothing was missed.');
  });
});
