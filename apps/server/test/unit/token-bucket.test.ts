import { expect, test } from 'vitest';
import { TokenBucket } from '../../src/token-bucket.ts';

test('a rested bucket gives its burst at once, then says how long to wait', () => {
  const bucket = new TokenBucket({ perSecond: 10, burst: 3 }, 0);
  expect([1, 2, 3].map(() => bucket.take(0))).toEqual([0, 0, 0]);
  expect(bucket.take(0)).toBe(100);
});

test('in the long run it gives the rate, whatever the pauses', () => {
  const bucket = new TokenBucket({ perSecond: 10, burst: 1 }, 0);
  let given = 0;
  for (let now = 0; now <= 10_000; now += 25) if (bucket.take(now) === 0) given += 1;
  expect(given).toBeGreaterThanOrEqual(100);
  expect(given).toBeLessThanOrEqual(101);
});

test('after the wait it told there is a token', () => {
  const bucket = new TokenBucket({ perSecond: 3, burst: 1 }, 0);
  bucket.take(0);
  const wait = bucket.take(0);
  expect(bucket.take(wait)).toBe(0);
});

test('a long rest fills it to the burst, no further', () => {
  const bucket = new TokenBucket({ perSecond: 10, burst: 2 }, 0);
  bucket.take(0);
  const later = 1_000_000;
  expect([1, 2, 3].map(() => bucket.take(later) === 0)).toEqual([true, true, false]);
});

test('refusals cost nothing', () => {
  const bucket = new TokenBucket({ perSecond: 10, burst: 1 }, 0);
  bucket.take(0);
  for (let i = 0; i < 1_000; i += 1) bucket.take(50);
  expect(bucket.take(100)).toBe(0);
});
