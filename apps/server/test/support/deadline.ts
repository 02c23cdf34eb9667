/** Milliseconds that anything a test waits for may take: generous, so that a busy machine fails no test. */
const DEADLINE_MS = 15_000;

/** Waits for something; rejects after a deadline with a description of what there was instead. */
export function withDeadline<T>(coming: Promise<T>, describe: () => string, ms = DEADLINE_MS): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`after ${ms} ms: ${describe()}`)), ms);
    coming.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
