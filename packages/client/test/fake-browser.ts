import type { TabsPlatform } from '../src/living-tabs.ts';
import type { ManualClock } from './manual-clock.ts';

type Granted = (lock: Lock | null) => unknown;
interface Waiting {
  tab: object;
  grant: () => void;
}

/** Web Locks (exclusive ones) and a channel for the tabs of one browser, which a test can close. */
export class FakeBrowser {
  readonly #queues = new Map<string, Waiting[]>();
  readonly #channels = new Map<object, TabsPlatform['channel']>();

  constructor(readonly clock: ManualClock) {}

  /** Opens a tab. `close` ends it: it hears nothing any more, and its locks are free. */
  openTab(): { platform: TabsPlatform; close: () => void } {
    const tab = {};
    const channel: TabsPlatform['channel'] = {
      onmessage: null,
      postMessage: (data) => this.#post(tab, data),
    };
    this.#channels.set(tab, channel);
    const request = (name: string, granted: Granted) => this.#request(tab, name, granted);
    const locks = { request, query: async () => ({ held: this.#held(), pending: [] }) };
    const platform = { locks: locks as unknown as TabsPlatform['locks'], channel, clock: this.clock };
    return { platform, close: () => this.#close(tab) };
  }

  #post(from: object, data: unknown): void {
    for (const [tab, { onmessage }] of this.#channels) {
      if (tab !== from) onmessage?.call(undefined as never, { data } as MessageEvent);
    }
  }

  #request(tab: object, name: string, granted: Granted): Promise<unknown> {
    const queue = this.#queues.get(name) ?? [];
    this.#queues.set(name, queue);
    return new Promise((resolve) => {
      const grant = () => {
        void Promise.resolve(granted({ name, mode: 'exclusive' })).then((result) => {
          this.#release(name, waiting);
          resolve(result);
        });
      };
      const waiting = { tab, grant };
      queue.push(waiting);
      if (queue[0] === waiting) grant();
    });
  }

  #release(name: string, waiting: Waiting): void {
    const queue = this.#queues.get(name) ?? [];
    const first = queue[0] === waiting;
    queue.splice(queue.indexOf(waiting), 1);
    if (first) queue[0]?.grant();
  }

  #held(): { name: string }[] {
    return [...this.#queues].filter(([, queue]) => queue.length > 0).map(([name]) => ({ name }));
  }

  #close(tab: object): void {
    this.#channels.delete(tab);
    for (const [name, queue] of this.#queues) {
      for (const waiting of queue.filter((one) => one.tab === tab)) this.#release(name, waiting);
    }
  }
}
