import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onWake } from '../src/app/on-wake.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('tells of a sleep once, at the next tick', () => {
  const run = vi.fn();
  const stop = onWake(run);
  vi.advanceTimersByTime(60_000);
  expect(run).not.toHaveBeenCalled();
  vi.setSystemTime(Date.now() + 60_000);
  vi.advanceTimersByTime(1_000);
  expect(run).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(60_000);
  expect(run).toHaveBeenCalledTimes(1);

  stop();
  vi.setSystemTime(Date.now() + 60_000);
  vi.advanceTimersByTime(60_000);
  expect(run).toHaveBeenCalledTimes(1);
});

it('takes a tick that is a little late for what it is', () => {
  const run = vi.fn();
  onWake(run);
  vi.setSystemTime(Date.now() + 2_000);
  vi.advanceTimersByTime(1_000);
  expect(run).not.toHaveBeenCalled();
});
