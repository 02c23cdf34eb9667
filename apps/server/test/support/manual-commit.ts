import type { BatchResult, Operation, Outcome } from '../../src/log/operation.ts';

/** A commit that a test ends by hand. */
export class ManualCommit {
  readonly batches: Operation[][] = [];
  private ends: { resolve: (result: BatchResult) => void; reject: (error: Error) => void }[] = [];

  readonly commit = (operations: Operation[]): Promise<BatchResult> => {
    this.batches.push(operations);
    return new Promise((resolve, reject) => this.ends.push({ resolve, reject }));
  };

  /** Ends the commit that runs: operation n of it gets seq n + 1. */
  async succeed(changes: BatchResult['changes'] = []): Promise<void> {
    const outcomes = (this.batches.at(-1) ?? []).map((_, i): Outcome => ({ ok: true, seq: i + 1, rev: i + 1, at: 0 }));
    this.ends.shift()?.resolve({ outcomes, changes });
    await turn();
  }

  async fail(): Promise<void> {
    this.ends.shift()?.reject(new Error('disk full'));
    await turn();
  }

  sizes(): number[] {
    return this.batches.map((batch) => batch.length);
  }
}

/** Lets everything that is due in this turn of the event loop happen. */
export const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
