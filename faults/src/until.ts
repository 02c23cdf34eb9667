/** Tells those who wait that something has happened. */
export interface Bell {
  ring(): void;
  /**
   * Resolves once `condition` holds; it is asked again after every ring.
   * @param what it waits for, for the error
   * @throws DeadlineError after `ms`
   */
  until(what: string, condition: () => boolean, ms: number): Promise<void>;
}

/** Something did not happen in time. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/** A bell that nobody has rung yet. */
export function createBell(): Bell {
  const waiting = new Set<() => void>();
  let scheduled = false;
  return {
    ring() {
      if (scheduled || waiting.size === 0) return;
      scheduled = true;
      setImmediate(() => {
        scheduled = false;
        for (const look of waiting) look();
      });
    },
    until(what, condition, ms) {
      if (condition()) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const end = (settle: () => void) => {
          clearTimeout(timer);
          waiting.delete(look);
          settle();
        };
        const look = () => {
          if (condition()) end(resolve);
        };
        const timer = setTimeout(() => end(() => reject(new DeadlineError(`not within ${ms} ms: ${what}`))), ms);
        waiting.add(look);
      });
    },
  };
}
