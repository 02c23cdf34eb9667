import { describe, expect, it } from 'vitest';
import { backoffDelay } from '../src/backoff.ts';

describe('backoff', () => {
  it('doubles from 500 ms and stays at 10 s', () => {
    const almostOne = 0.999_999_9;
    expect([0, 1, 2, 4, 5, 6, 1_000].map((failures) => backoffDelay(failures, almostOne))).toEqual([
      500, 1_000, 2_000, 8_000, 10_000, 10_000, 10_000,
    ]);
  });

  it('spreads the tries over the whole time', () => {
    expect([0, 0.25, 0.5].map((random) => backoffDelay(3, random))).toEqual([0, 1_000, 2_000]);
  });
});
