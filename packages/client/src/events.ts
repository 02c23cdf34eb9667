/** A table of events: name to listener. */
type EventTable<T> = { [K in keyof T]: (...args: never[]) => void };

/** Listeners by event, called in the order they registered. */
export interface Emitter<Events extends EventTable<Events>> {
  /** Registers a listener; returns the function that removes it. */
  on<E extends keyof Events>(event: E, listener: Events[E]): () => void;
  /** Calls every listener of `event`. One that throws is reported as uncaught, and stops neither the others nor the SDK. */
  emit<E extends keyof Events>(event: E, ...args: Parameters<Events[E]>): void;
}

export function createEmitter<Events extends EventTable<Events>>(): Emitter<Events> {
  const entries = new Set<{ event: keyof Events; listener: (...args: never[]) => void }>();
  return {
    on(event, listener) {
      const entry = { event, listener };
      entries.add(entry);
      return () => entries.delete(entry);
    },
    emit(event, ...args) {
      for (const entry of [...entries]) {
        if (entry.event !== event) continue;
        try {
          entry.listener(...args);
        } catch (error) {
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
  };
}
