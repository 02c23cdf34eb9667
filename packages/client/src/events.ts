/** A table of events: name to listener. */
type EventTable<T> = { [K in keyof T]: (...args: never[]) => void };

/** Listeners by event, called in the order they registered. */
export class Emitter<Events extends EventTable<Events>> {
  readonly #listeners: { event: keyof Events; call: (...args: never[]) => void }[] = [];

  /** Registers `call`; returns the function that removes it. */
  on<E extends keyof Events>(event: E, call: Events[E]): () => void {
    const entry = { event, call };
    this.#listeners.push(entry);
    return () => {
      const at = this.#listeners.indexOf(entry);
      if (at >= 0) this.#listeners.splice(at, 1);
    };
  }

  /** Calls every listener of `event`. One that throws is reported as uncaught and stops neither the others nor the SDK. */
  emit<E extends keyof Events>(event: E, ...args: Parameters<Events[E]>): void {
    for (const entry of this.#listeners.slice()) {
      if (entry.event !== event) continue;
      try {
        entry.call(...args);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
