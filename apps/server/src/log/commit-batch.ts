import type { PrismaClient } from '#prisma/sqlite';
import { applyOperation, type LogOperation } from './apply-operation.ts';
import { settleThreads } from './apply-thread.ts';
import { loadHeads, loadMessages, loadReactions, saveState, type Transaction, takeWriteLock } from './batch-sql.ts';
import { type BatchState, emptyBatchState } from './batch-state.ts';
import { type DirectoryOperation, DONE, writeDirectory } from './directory-sql.ts';
import { loadFiles } from './files-sql.ts';
import type { AuditRecord, BatchResult, Change, Operation, Outcome, ReadOperation } from './operation.ts';
import { loadPinCounts, savePins } from './pin-sql.ts';
import type { PreparedSqlite } from './prepared-sqlite.ts';
import { jsonInsertStatement, type RawSql, type RowSql } from './raw-sql.ts';
import { moveReadPointers } from './read-pointer-sql.ts';
import { saveAudit } from './save-audit.ts';
import { addFollowers, loadThreads, saveThreads } from './thread-sql.ts';

/** The two ways to the writer's database. Only one has a transaction open at a time. */
export interface WriterConnections {
  /** For what needs the query builder. */
  prisma: PrismaClient;
  /** For posts, edits, reactions and read pointers: nearly every batch holds nothing else. */
  prepared: PreparedSqlite;
}

type PlainOperation = LogOperation | (ReadOperation & Pick<Operation, 'audit'>);

/**
 * Commits operations in one transaction. Resolves once they are on disk; rejects with nothing committed.
 * Directory operations go first: whoever creates a room and posts to it may find both in one batch.
 */
export function commitBatch({ prisma, prepared }: WriterConnections, operations: Operation[]): Promise<BatchResult> {
  if (operations.every(isPlain)) return prepared.transaction((sql) => writePlain(sql, operations));
  return prisma.$transaction((tx) => writeMixed(tx, operations), { timeout: 60_000, maxWait: 60_000 });
}

async function writePlain(sql: RowSql, operations: PlainOperation[]): Promise<BatchResult> {
  const reads = operations.filter((operation) => operation.kind === 'read');
  if (reads.length > 0) await moveReadPointers(sql, reads);
  const log = operations.filter((operation) => operation.kind !== 'read');
  if (log.length === 0) return { outcomes: reads.map(() => DONE), changes: [] };
  const written = await writeLog(sql, log, new Map());
  if (reads.length === 0) return written;
  let n = 0;
  return {
    outcomes: operations.map(({ kind }) => (kind === 'read' ? DONE : (written.outcomes[n++] as Outcome))),
    changes: written.changes,
  };
}

async function writeMixed(tx: Transaction, operations: Operation[]): Promise<BatchResult> {
  const outcomes = new Array<Outcome>(operations.length);
  const changes: Change[] = [];
  const audit: AuditRecord[] = [];
  const directory: number[] = [];
  const log: number[] = [];
  for (const [i, operation] of operations.entries()) (isLog(operation) ? log : directory).push(i);

  if (directory.length > 0) {
    await takeWriteLock(tx);
    const written = await writeDirectory(tx, pick<DirectoryOperation>(operations, directory));
    for (const [n, i] of directory.entries()) outcomes[i] = written[n] as Outcome;
  }
  if (log.length > 0) {
    const logOperations = pick<LogOperation>(operations, log);
    const files = logOperations.flatMap((op) => (op.kind === 'post' ? op.attachments : []));
    const written = await writeLog(
      withRows(tx),
      logOperations,
      files.length > 0 ? await loadFiles(tx, files) : new Map(),
    );
    for (const [n, i] of log.entries()) outcomes[i] = written.outcomes[n] as Outcome;
    changes.push(...written.changes);
    audit.push(...written.audit);
  }
  for (const [i, outcome] of outcomes.entries()) {
    const records = operations[i]?.audit;
    if (records && outcome.ok && !outcome.unchanged) audit.push(...[records].flat());
  }
  await saveAudit(tx, audit);
  return { outcomes, changes };
}

// Prisma's client takes some hundred µs for any statement, so all rows are one.
function withRows(tx: Transaction): RowSql {
  return {
    $queryRaw: (sql, ...parameters) => tx.$queryRaw(sql, ...parameters),
    $executeRaw: (sql, ...parameters) => tx.$executeRaw(sql, ...parameters),
    insertRows: async (insert, rows) => {
      await tx.$executeRawUnsafe(jsonInsertStatement(insert), JSON.stringify(rows));
    },
  };
}

async function writeLog(
  sql: RowSql,
  operations: LogOperation[],
  files: BatchState['files'],
): Promise<BatchResult & { audit: AuditRecord[] }> {
  const changes: Change[] = [];
  const state = await loadState(sql, operations, files);
  const outcomes = operations.map((operation) => applyOperation(state, operation, changes));
  settleThreads(state, changes);
  if (changes.length > 0) {
    await saveState(sql, state);
    await saveThreads(sql, state);
    await savePins(sql, state);
  }
  await addFollowers(sql, state, changes);
  return { outcomes, changes, audit: state.audit };
}

async function loadState(tx: RawSql, operations: LogOperation[], files: BatchState['files']): Promise<BatchState> {
  const rooms = new Set<string>();
  const messages = new Set<string>();
  const reactedTo = new Set<string>();
  const pinnedIn = new Set<string>();
  for (const op of operations) {
    rooms.add(op.room);
    if (op.kind === 'post') {
      messages.add(op.id);
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
    files,
    pinCounts: pinnedIn.size > 0 ? await loadPinCounts(tx, [...pinnedIn]) : new Map(),
  };
  await loadThreads(tx, state, operations);
  return state;
}

function isLog(operation: Operation): operation is LogOperation {
  const { kind } = operation;
  return kind === 'post' || kind === 'edit' || kind === 'delete' || kind === 'react' || kind === 'pin';
}

// What neither carries files nor is audited: those two are read and written with the query builder.
function isPlain(operation: Operation): operation is PlainOperation {
  const { kind, audit } = operation;
  if (audit) return false;
  return (
    kind === 'read' || kind === 'edit' || kind === 'react' || (kind === 'post' && operation.attachments.length === 0)
  );
}

function pick<T extends Operation>(operations: Operation[], indexes: number[]): T[] {
  return indexes.map((i) => operations[i] as T);
}
