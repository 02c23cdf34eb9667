import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { whenReached } from '../src/app/when-reached.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

it('runs at a moment that is farther off than a timer can run, once', () => {
  const run = vi.fn();
  whenReached(60 * DAY_MS, Date.now, run);
  vi.advanceTimersByTime(60 * DAY_MS - 1);
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(DAY_MS);
  expect(run).toHaveBeenCalledTimes(1);
});

it('does not run before the moment by a clock that shows only every hundredth ms', () => {
  const coarse = () => Math.floor(Date.now() / 100) * 100;
  const seen: number[] = [];
  vi.setSystemTime(50);
  whenReached(1_040, coarse, () => seen.push(coarse()));
  vi.advanceTimersByTime(2_000);
  expect(seen).toEqual([1_100]);
});

it('is called off', () => {
  const run = vi.fn();
  const stop = whenReached(1_000, Date.now, run);
  stop();
  vi.advanceTimersByTime(2_000);
  expect(run).not.toHaveBeenCalled();
});
