import type { Transaction } from '../batch-sql.ts';
import type { Operation, Outcome } from '../operation.ts';

/** The operations of one kind. */
export type Of<K extends Operation['kind']> = Extract<Operation, { kind: K }>;

/** What could not be done, or was so already, by place in the run; everything else went well. */
export type Refusals = Map<number, Outcome>;

/** It was so already: acknowledged, and not audited. */
export const UNCHANGED: Outcome = { ok: true, seq: 0, rev: 0, at: 0, unchanged: true };

/** Writes a run of operations of one kind: where many come at once, in one statement. */
export type DirectoryWriter<K extends Operation['kind']> = (
  tx: Transaction,
  run: Of<K>[],
) => Promise<Refusals | undefined>;

/** A writer that takes one operation after the other. @param write says why it was refused, undefined where it was not */
export function oneByOne<Op extends Operation>(
  write: (tx: Transaction, operation: Op) => Promise<Outcome | undefined>,
): (tx: Transaction, run: Op[]) => Promise<Refusals> {
  return async (tx, run) => {
    const refusals: Refusals = new Map();
    for (const [i, operation] of run.entries()) {
      const refusal = await write(tx, operation);
      if (refusal) refusals.set(i, refusal);
    }
    return refusals;
  };
}

/** Writers by the kind of operation that they write. */
export type DirectoryWriters<K extends Operation['kind']> = { [Kind in K]: DirectoryWriter<Kind> };
