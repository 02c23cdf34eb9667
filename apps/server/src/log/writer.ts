import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { BatchResult, Operation } from './operation.ts';

/** Main thread → writer. */
export type ToWriter = { type: 'commit'; batch: number; operations: Operation[] } | { type: 'close' };
/** Writer → main thread. */
type FromWriter =
  | { type: 'committed'; batch: number; result: BatchResult }
  | { type: 'failed'; batch: number; reason: string };

interface Pending {
  resolve: (result: BatchResult) => void;
  reject: (error: Error) => void;
}

/** The thread that writes. A thread that dies fails what it was doing and is started again for the next batch. */
export class Writer {
  private worker: Worker | undefined;
  private batches = 0;
  private readonly pending = new Map<number, Pending>();

  constructor(private readonly databaseUrl: string) {}

  /** Starts the thread ahead of the first commit, which then need not wait for it. */
  start(): void {
    this.running();
  }

  /** Commits operations; the `Commit` of the group commit. */
  readonly commit = (operations: Operation[]): Promise<BatchResult> =>
    new Promise((resolve, reject) => {
      this.batches += 1;
      this.pending.set(this.batches, { resolve, reject });
      this.running().postMessage({ type: 'commit', batch: this.batches, operations } satisfies ToWriter);
    });

  /** Closes the database in good order. */
  async close(): Promise<void> {
    const worker = this.worker;
    if (!worker) return;
    const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    worker.postMessage({ type: 'close' } satisfies ToWriter);
    await exited;
  }

  private running(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(entry(), { workerData: { databaseUrl: this.databaseUrl } });
    worker.on('message', (message: FromWriter) => {
      const pending = this.pending.get(message.batch);
      this.pending.delete(message.batch);
      if (message.type === 'committed') pending?.resolve(message.result);
      else pending?.reject(new Error(message.reason));
    });
    const lost = (error: Error) => {
      if (this.worker === worker) this.worker = undefined;
      for (const pending of this.pending.values()) pending.reject(error);
      this.pending.clear();
    };
    worker.on('error', lost);
    worker.on('exit', () => lost(new Error('the writer thread ended')));
    this.worker = worker;
    return worker;
  }
}

// Built, the worker lies beside the bundle; from source, it is this file's neighbour.
function entry(): URL {
  const built = new URL('./writer-worker.js', import.meta.url);
  return existsSync(fileURLToPath(built)) ? built : new URL('./writer-worker.ts', import.meta.url);
}
