import type { BatchResult, Change, Operation, Outcome } from './operation.ts';

/** Runs one transaction over the operations, in order; rejects where nothing was committed, or nobody knows (`onError`). */
type Commit = (operations: Operation[]) => Promise<BatchResult>;

export interface AppendOptions {
  commit: Commit;
  /** Hears the changes of a commit before the operations' promises resolve: broadcast first, then acks. */
  onCommitted: (changes: Change[]) => void;
  /** Hears the size and duration (ms) of each commit. */
  onBatch?: (size: number, ms: number) => void;
  /** Hears why a commit failed, and the operations that are answered with it. */
  onError?: (error: unknown, operations: readonly Operation[]) => void;
  /** Runs a function once what this turn of the event loop brings has been read. */
  schedule?: (run: () => void) => void;
  elapsed?: () => number;
  /** Operations in one transaction, at most. */
  maxBatch?: number;
  /**
   * UTF-16 code units of message text in one transaction, at most, but for a single operation that is longer.
   */
  maxBatchText?: number;
  /** Operations that may wait; beyond that the answer is `unavailable` at once, so that nothing grows without bound. */
  maxQueue?: number;
}

const MAX_BATCH = 2_000;
const MAX_BATCH_TEXT = 256 * 1024;

/**
 * What a transaction may hold so that its changes fit the send queues of people who read them fast enough: they are
 * broadcast in one turn. A character takes three bytes at most, a message some 300 besides its text.
 * @param sendQueueBytes what may wait for one connection
 */
export function batchBounds(sendQueueBytes: number): Required<Pick<AppendOptions, 'maxBatch' | 'maxBatchText'>> {
  return {
    maxBatch: Math.min(MAX_BATCH, Math.ceil(sendQueueBytes / 1024)),
    maxBatchText: Math.min(MAX_BATCH_TEXT, Math.ceil(sendQueueBytes / 8)),
  };
}

const BUSY: Outcome = {
  ok: false,
  code: 'unavailable',
  reason: 'the server cannot keep up with writes',
  retryAfterMs: 1_000,
};
const FAILED: Outcome = {
  ok: false,
  code: 'unavailable',
  reason: 'the database did not take the write',
  retryAfterMs: 2_000,
};

/** Operations that must wait for the next transaction to begin before the last one's changes have been told. */
const OVERLAP_FROM = 256;

interface Waiting {
  operation: Operation;
  settle: (outcome: Outcome) => void;
}

interface RunningCommit {
  batch: Waiting[];
  committing: Promise<BatchResult | undefined>;
}

/**
 * The group commit: whatever arrives while one transaction runs forms the next. A lone operation commits at once.
 * One transaction runs at a time.
 * An outcome is handed out only after its transaction is on disk (G1).
 */
export class Append {
  private queue: Waiting[] = [];
  private running = false;
  private last: Promise<unknown> = Promise.resolve();
  private idleWaiters: (() => void)[] = [];

  constructor(private readonly options: AppendOptions) {}

  /** Queues an operation. Never rejects: a database that fails is the outcome `unavailable`. */
  submit(operation: Operation): Promise<Outcome> {
    if (this.queue.length >= (this.options.maxQueue ?? 20_000)) return Promise.resolve(BUSY);
    const outcome = new Promise<Outcome>((settle) => {
      this.queue.push({ operation, settle });
      if (!this.running) {
        this.running = true;
        this.afterThisTurn(() => void this.run());
      }
    });
    this.last = outcome;
    return outcome;
  }

  /** Resolves once everything submitted so far has been committed and told, or has failed. */
  async settled(): Promise<void> {
    await this.last;
  }

  private afterThisTurn(run: () => void): void {
    (this.options.schedule ?? setImmediate)(run);
  }

  /** Resolves once nothing waits and nothing runs. */
  idle(): Promise<void> {
    if (!this.running) return Promise.resolve();
    return new Promise((resolve) => this.idleWaiters.push(resolve));
  }

  private async run(): Promise<void> {
    let commit = this.begin(0);
    while (commit) {
      const { batch, committing } = commit;
      const result = await committing;
      // Where much waits, its transaction runs while this one's changes are told.
      const next = result && this.queue.length >= OVERLAP_FROM ? this.begin(batch.length) : undefined;
      if (result) this.handOut(batch, result);
      // The next one may be on disk already. Send queues are sized for one: what it changed leaves first.
      if (next) await new Promise<void>((resolve) => this.afterThisTurn(resolve));
      commit = next ?? this.begin(0);
    }
    this.running = false;
    for (const resolve of this.idleWaiters.splice(0)) resolve();
  }

  /**
   * Begins the next transaction.
   * @param justCommitted operations of the last one, whose senders are about to be answered and to come back with as many
   */
  private begin(justCommitted: number): RunningCommit | undefined {
    if (this.queue.length === 0) return undefined;
    // Halves of the same size keep both threads busy: one is written while the other is told.
    const half = Math.max(OVERLAP_FROM, Math.ceil((this.queue.length + justCommitted) / 2));
    const batch = this.nextBatch(justCommitted > 0 ? half : this.queue.length);
    return { batch, committing: this.commit(batch) };
  }

  private nextBatch(wanted: number): Waiting[] {
    const { maxBatch = MAX_BATCH, maxBatchText = MAX_BATCH_TEXT } = this.options;
    const most = Math.min(wanted, maxBatch);
    let text = 0;
    const tooMuch = this.queue.findIndex(({ operation }, i) => {
      text += 'body' in operation ? operation.body.length : 0;
      return i > 0 && (i >= most || text > maxBatchText);
    });
    return this.queue.splice(0, tooMuch < 0 ? this.queue.length : tooMuch);
  }

  // Undefined where nothing was committed: everybody has been told so.
  private async commit(batch: Waiting[]): Promise<BatchResult | undefined> {
    const elapsed = this.options.elapsed ?? (() => performance.now());
    const started = elapsed();
    try {
      const result = await this.options.commit(batch.map((waiting) => waiting.operation));
      this.options.onBatch?.(batch.length, elapsed() - started);
      return result;
    } catch (error) {
      // What waits behind it fails with it: nobody's later message may be stored before the one that they send again.
      const failed = batch.concat(this.queue.splice(0));
      this.options.onError?.(
        error,
        failed.map(({ operation }) => operation),
      );
      for (const waiting of failed) waiting.settle(FAILED);
      return undefined;
    }
  }

  private handOut(batch: Waiting[], { changes, outcomes }: BatchResult): void {
    try {
      this.options.onCommitted(changes);
    } catch (error) {
      // It is on disk all the same: the rooms fill the hole from the log, and the senders hear the truth.
      this.options.onError?.(error, []);
    }
    for (const [i, waiting] of batch.entries()) waiting.settle(outcomes[i] ?? FAILED);
  }
}
