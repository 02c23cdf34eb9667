import type { BatchResult, Operation } from './operation.ts';
import { startWorkerThread, type WorkerThread } from './worker-thread.ts';

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

/** The thread died during a commit: whether it is on disk only the database knows. */
export class UnsureCommitError extends Error {
  override readonly name = 'UnsureCommitError';
}

/** The thread that writes. A thread that dies fails what it was doing and is started again for the next batch. */
export class Writer {
  private thread: WorkerThread<ToWriter> | undefined;
  private batches = 0;
  private readonly pending = new Map<number, Pending>();

  constructor(private readonly databaseUrl: string) {}

  /** Starts the thread ahead of the first commit, which then need not wait for it. */
  start(): void {
    this.running();
  }

  /**
   * Commits operations; the `Commit` of the group commit. Rejects with nothing committed, but for UnsureCommitError.
   */
  readonly commit = (operations: Operation[]): Promise<BatchResult> =>
    new Promise((resolve, reject) => {
      this.batches += 1;
      this.pending.set(this.batches, { resolve, reject });
      this.running().send({ type: 'commit', batch: this.batches, operations });
    });

  /** Closes the database in good order. */
  async close(): Promise<void> {
    if (!this.thread) return;
    await this.thread.end({ type: 'close' });
    this.lost(new Error('the writer was closed'));
  }

  private running(): WorkerThread<ToWriter> {
    const { databaseUrl } = this;
    this.thread ??= startWorkerThread<ToWriter, FromWriter>(
      'writer-worker',
      { databaseUrl },
      (message) => this.take(message),
      (error) => this.lost(error),
    );
    return this.thread;
  }

  private take(message: FromWriter): void {
    const pending = this.pending.get(message.batch);
    this.pending.delete(message.batch);
    if (message.type === 'committed') pending?.resolve(message.result);
    else pending?.reject(new Error(message.reason));
  }

  private lost(error: Error): void {
    this.thread = undefined;
    const unsure = new UnsureCommitError(error.message, { cause: error });
    for (const pending of this.pending.values()) pending.reject(unsure);
    this.pending.clear();
  }
}
