const TICK_MS = 1_000;
/** A tick that comes this much too late comes after a sleep, or to a page that was busy: then asking costs little. */
const LATE_MS = 2_000;

/**
 * Calls `run` when the computer has slept. Timers stand still meanwhile and the clock doesn't, and not every browser
 * tells it otherwise.
 * @returns the function that ends it
 */
export function onWake(run: () => void): () => void {
  let last = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    if (now - last > TICK_MS + LATE_MS) run();
    last = now;
  }, TICK_MS);
  return () => clearInterval(timer);
}
