/** Time and timers, injected so that tests need not wait. Milliseconds. */
export interface Clock {
  /** Unix time; may jump when somebody sets the clock. Only for what people see. */
  now(): number;
  /** Never jumps back; for measuring how long something took. */
  elapsed(): number;
  /** Runs once; the returned function cancels. */
  after(ms: number, run: () => void): () => void;
  /** Runs again and again; the returned function ends it. */
  every(ms: number, run: () => void): () => void;
}

/** The machine's own. Its timers never keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
  every(ms, run) {
    const timer = setInterval(run, ms).unref();
    return () => clearInterval(timer);
  },
};
