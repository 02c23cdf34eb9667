import type { PrismaClient } from '#prisma/sqlite';
import { applyOperation, type LogOperation } from './apply-operation.ts';
import { settleThreads } from './apply-thread.ts';
import { loadHeads, loadMessages, loadReactions, saveState, type Transaction } from './batch-sql.ts';
import { type BatchState, emptyBatchState } from './batch-state.ts';
import { type DirectoryOperation, writeDirectory } from './directory-sql.ts';
import { loadFiles } from './files-sql.ts';
import type { AuditRecord, BatchResult, Change, Operation, Outcome } from './operation.ts';
import { loadPinCounts, savePins } from './pin-sql.ts';
import { saveAudit } from './save-audit.ts';
import { addFollowers, loadThreads, saveThreads } from './thread-sql.ts';

/**
 * Commits operations in one transaction. Resolves once they are on disk; rejects with nothing committed.
 * Directory operations go first: whoever creates a room and posts to it may find both in one batch.
 */
export function commitBatch(prisma: PrismaClient, operations: Operation[]): Promise<BatchResult> {
  return prisma.$transaction((tx) => write(tx, operations), { timeout: 60_000, maxWait: 60_000 });
}

async function write(tx: Transaction, operations: Operation[]): Promise<BatchResult> {
  const outcomes = new Array<Outcome>(operations.length);
  const changes: Change[] = [];
  const audit: AuditRecord[] = [];
  const directory: number[] = [];
  const log: number[] = [];
  for (const [i, operation] of operations.entries()) (isLog(operation) ? log : directory).push(i);

  if (directory.length > 0) {
    const written = await writeDirectory(tx, pick<DirectoryOperation>(operations, directory));
    for (const [n, i] of directory.entries()) outcomes[i] = written[n] as Outcome;
  }
  if (log.length > 0) {
    const logOperations = pick<LogOperation>(operations, log);
    const state = await loadState(tx, logOperations);
    for (const [n, i] of log.entries()) {
      outcomes[i] = applyOperation(state, logOperations[n] as LogOperation, changes);
    }
    settleThreads(state, changes);
    if (changes.length > 0) {
      await saveState(tx, state);
      await saveThreads(tx, state);
      await savePins(tx, state);
    }
    await addFollowers(tx, state, changes);
    audit.push(...state.audit);
  }
  for (const [i, outcome] of outcomes.entries()) {
    const records = operations[i]?.audit;
    if (records && outcome.ok && !outcome.unchanged) audit.push(...[records].flat());
  }
  await saveAudit(tx, audit);
  return { outcomes, changes };
}

async function loadState(tx: Transaction, operations: LogOperation[]): Promise<BatchState> {
  const rooms = new Set<string>();
  const messages = new Set<string>();
  const reactedTo = new Set<string>();
  const files = new Set<string>();
  const pinnedIn = new Set<string>();
  for (const op of operations) {
    rooms.add(op.room);
    if (op.kind === 'post') {
      messages.add(op.id);
      for (const file of op.attachments) files.add(file);
      if (op.replyTo !== undefined) messages.add(op.replyTo);
      if (op.thread !== undefined) messages.add(op.thread);
    } else {
      messages.add(op.message);
      if (op.kind === 'react') reactedTo.add(op.message);
      if (op.kind === 'pin') pinnedIn.add(op.room);
    }
  }
  const state = {
    ...emptyBatchState(),
    heads: await loadHeads(tx, [...rooms]),
    messages: await loadMessages(tx, [...messages]),
    reactions: reactedTo.size > 0 ? await loadReactions(tx, [...reactedTo]) : new Map(),
    files: files.size > 0 ? await loadFiles(tx, [...files]) : new Map(),
    pinCounts: pinnedIn.size > 0 ? await loadPinCounts(tx, [...pinnedIn]) : new Map(),
  };
  await loadThreads(tx, state, operations);
  return state;
}

function isLog(operation: Operation): operation is LogOperation {
  const { kind } = operation;
  return kind === 'post' || kind === 'edit' || kind === 'delete' || kind === 'react' || kind === 'pin';
}

function pick<T extends Operation>(operations: Operation[], indexes: number[]): T[] {
  return indexes.map((i) => operations[i] as T);
}
