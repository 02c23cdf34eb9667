import type { Transaction } from './batch-sql.ts';
import { accountWriters } from './directory/account-writers.ts';
import { botWriters } from './directory/bot-writers.ts';
import type { DirectoryWriter } from './directory/directory-writer.ts';
import { fileWriters } from './directory/file-writers.ts';
import { inviteWriters } from './directory/invite-writers.ts';
import { membershipWriters } from './directory/membership-writers.ts';
import { reportWriters } from './directory/report-writers.ts';
import { roomWriters } from './directory/room-writers.ts';
import { sanctionWriters } from './directory/sanction-writers.ts';
import { sessionWriters } from './directory/session-writers.ts';
import { threadWriters } from './directory/thread-writers.ts';
import type { Operation, Outcome } from './operation.ts';

// A family of operations has a file of its own in directory/; it is known from here on.
const WRITERS = {
  ...fileWriters,
  ...accountWriters,
  ...inviteWriters,
  ...botWriters,
  ...membershipWriters,
  ...reportWriters,
  ...roomWriters,
  ...sanctionWriters,
  ...sessionWriters,
  ...threadWriters,
};

/** The operations about people, rooms and membership: everything but a room's log. */
export type DirectoryOperation = Extract<Operation, { kind: keyof typeof WRITERS }>;

/** It went well, and has no place in a room's log. */
export const DONE: Outcome = { ok: true, seq: 0, rev: 0, at: 0 };

/** Runs a directory operation of one kind over all its rows. A thousand people who enter together are one statement. */
export async function writeDirectory(tx: Transaction, operations: DirectoryOperation[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const run of runsOfOneKind(operations)) {
    const refused = await write(tx, run);
    for (const [i] of run.entries()) outcomes.push(refused?.get(i) ?? DONE);
  }
  return outcomes;
}

function runsOfOneKind(operations: DirectoryOperation[]): DirectoryOperation[][] {
  const runs: DirectoryOperation[][] = [];
  for (const operation of operations) {
    const last = runs.at(-1);
    if (last?.[0]?.kind === operation.kind) last.push(operation);
    else runs.push([operation]);
  }
  return runs;
}

function write(tx: Transaction, run: DirectoryOperation[]) {
  const [first] = run;
  if (!first) return undefined;
  // The table's types pair each kind with its writer; across the union TypeScript cannot follow that.
  const writer = WRITERS[first.kind] as DirectoryWriter<DirectoryOperation['kind']>;
  return writer(tx, run);
}
