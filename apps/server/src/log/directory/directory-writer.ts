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

/** Writers by the kind of operation that they write. */
export type DirectoryWriters<K extends Operation['kind']> = { [Kind in K]: DirectoryWriter<Kind> };
