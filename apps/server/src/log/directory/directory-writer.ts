import type { Transaction } from '../batch-sql.ts';
import type { Operation, Outcome } from '../operation.ts';

/** The operations of one kind. */
export type Of<K extends Operation['kind']> = Extract<Operation, { kind: K }>;

/** What could not be done, by place in the run; everything else went well. */
export type Refusals = Map<number, Outcome>;

/** Writes a run of operations of one kind: where many come at once, in one statement. */
export type DirectoryWriter<K extends Operation['kind']> = (
  tx: Transaction,
  run: Of<K>[],
) => Promise<Refusals | undefined>;

/** Writers by the kind of operation that they write. */
export type DirectoryWriters<K extends Operation['kind']> = { [Kind in K]: DirectoryWriter<Kind> };
