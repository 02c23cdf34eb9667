import type { AsyncLocalStorage } from 'node:async_hooks';
import {
  getCurrentAuthContextAsyncLocalStorage,
  getCurrentDBAdapterAsyncLocalStorage,
  getRequestStateAsyncLocalStorage,
} from '@better-auth/core/context';

type Storage = Pick<AsyncLocalStorage<unknown>, 'disable'>;

/**
 * Runs what needs async contexts, and switches them off afterwards. Once one has been entered, Node before 24 follows
 * every promise of the process for as long as it lives: one sign-in would slow all posting (docs/bench.md).
 */
export class AsyncContexts {
  private readonly storages: Promise<readonly Storage[]>;
  private running = 0;

  /** @param own the storages that are entered besides better-auth's */
  constructor(...own: readonly Storage[]) {
    this.storages = Promise.all([
      getCurrentAuthContextAsyncLocalStorage(),
      getCurrentDBAdapterAsyncLocalStorage(),
      getRequestStateAsyncLocalStorage(),
      ...own,
    ]);
  }

  /** Rejects with what the task rejects with. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    this.running += 1;
    try {
      return await task();
    } finally {
      const storages = await this.storages;
      this.running -= 1;
      // Switching off takes their contexts away from all that run.
      if (this.running === 0) for (const storage of storages) storage.disable();
    }
  }
}
