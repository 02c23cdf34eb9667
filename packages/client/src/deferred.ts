/** A promise and the functions that settle it. */
export interface Deferred<T> {
  promise: Promise<T>;
  resolve(value: T): void;
  reject(error: Error): void;
}

/**
 * A promise that is settled from elsewhere. Ignoring its rejection is allowed: whatever it tells is told by a state
 * or a row as well, and a bot must not die of an unhandled rejection.
 */
export function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((ok, fail) => {
    resolve = ok;
    reject = fail;
  });
  return { promise: quiet(promise), resolve, reject };
}

/** The same promise, whose rejection may be ignored. */
export function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
