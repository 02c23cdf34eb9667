import type { Prisma, PrismaClient } from '#prisma/sqlite';
import { summarize } from './apply-operation.ts';
import type { ReactionRow } from './batch-state.ts';
import { fingerprint } from './fingerprint.ts';
import { settleImportedThreads } from './settle-imported-threads.ts';

/** Somebody from elsewhere. */
export interface BulkUser {
  id: string;
  name: string;
  kind: 'person' | 'bot';
  origin: string;
}

/** A message from elsewhere, in its latest state. Times are Unix milliseconds. */
export interface BulkMessage {
  id: string;
  author: string;
  body: string;
  at: number;
  editedAt: number | undefined;
  deleted: boolean;
  /** The id of the root it answers; left out where the room doesn't have that. */
  thread: string | undefined;
  /** Of a reply in a thread: it stands in the room as well. */
  toRoom: boolean;
  reactions: Pick<ReactionRow, 'emoji' | 'user'>[];
}

/** What became of one batch; messages as positions in it. */
export interface BulkOutcome {
  /** How many of the users are new. */
  newUsers: number;
  added: number[];
  /** Their ids are there already. */
  known: number[];
  /** Older than the newest message of the room: they would stand at a wrong place. */
  late: number[];
  /** Added, but without their thread, whose root isn't there. */
  rootless: number[];
}

const TRANSACTION_MS = 120_000;

/** Adds users; one whose id is there is left as it is. @returns how many are new */
export async function addUsers(prisma: Prisma.TransactionClient, users: readonly BulkUser[]): Promise<number> {
  if (users.length === 0) return 0;
  const rows = JSON.stringify(users.map(({ id, name, kind, origin }) => [id, name, kind, origin]));
  return prisma.$executeRaw`
    INSERT OR IGNORE INTO "User" ("id", "name", "kind", "origin")
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(${rows})`;
}

/** Makes users members of a room who have read everything in it; one who is a member stays as they are. */
export async function addMembers(prisma: PrismaClient, room: string, users: readonly string[]): Promise<void> {
  await prisma.$executeRaw`
    INSERT OR IGNORE INTO "Membership" ("roomId", "userId", "readSeq")
    SELECT r."id", j.value, r."seq" FROM "Room" AS r, json_each(${JSON.stringify(users)}) AS j WHERE r."id" = ${room}`;
}

/**
 * Appends many messages to one room in one transaction, all of them or none. Each is one change; then each root whose
 * thread got replies is one. Whoever had read the
 * whole room has read these too. Only for when no server has the database open: nobody is told.
 * @param users authors that may be new; added in the same transaction
 * @param messages by ascending time, each id once
 */
export async function bulkAppend(
  prisma: PrismaClient,
  room: string,
  users: readonly BulkUser[],
  messages: readonly BulkMessage[],
): Promise<BulkOutcome> {
  return prisma.$transaction(
    async (tx) => {
      const newUsers = await addUsers(tx, users);
      const head = await readHead(tx, room);
      const present = await findPresent(tx, room, messages);
      const outcome = sort(messages, present, head.at);
      const added = outcome.added.flatMap((i) => messages[i] ?? []);
      const rows = added.map((message, i) => toRow(message, head.seq + 1 + i, head.rev + 1 + i, present));
      await insertMessages(tx, room, rows);
      await insertReactions(tx, added);
      const roots = await settleImportedThreads(tx, room, head.rev + added.length, added);
      await moveHead(tx, room, head.seq, { messages: added.length, changes: added.length + roots });
      return { newUsers, ...outcome };
    },
    { timeout: TRANSACTION_MS },
  );
}

interface Head {
  seq: number;
  rev: number;
  /** When the newest message was written. */
  at: number;
}

async function readHead(tx: Prisma.TransactionClient, room: string): Promise<Head> {
  const { seq, rev } = await tx.room.findUniqueOrThrow({ where: { id: room }, select: { seq: true, rev: true } });
  const newest = await tx.message.findUnique({ where: { roomId_seq: { roomId: room, seq } }, select: { at: true } });
  return { seq, rev, at: Number(newest?.at ?? 0) };
}

// Which of the messages and of the roots that they name the room has.
async function findPresent(
  tx: Prisma.TransactionClient,
  room: string,
  messages: readonly BulkMessage[],
): Promise<Set<string>> {
  const ids = messages.flatMap(({ id, thread }) => (thread === undefined ? [id] : [id, thread]));
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Message" WHERE "roomId" = ${room} AND "id" IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  return new Set(rows.map(({ id }) => id));
}

type Sorted = Omit<BulkOutcome, 'newUsers'>;

// `present` grows by what is added, since a root may come in the same batch.
function sort(messages: readonly BulkMessage[], present: Set<string>, newest: number): Sorted {
  const outcome: Sorted = { added: [], known: [], late: [], rootless: [] };
  for (const [i, { id, at, thread }] of messages.entries()) {
    if (present.has(id)) outcome.known.push(i);
    else if (at < newest) outcome.late.push(i);
    else {
      outcome.added.push(i);
      if (thread !== undefined && !present.has(thread)) outcome.rootless.push(i);
      present.add(id);
    }
  }
  return outcome;
}

function toRow(message: BulkMessage, seq: number, rev: number, present: ReadonlySet<string>): unknown[] {
  const { id, author, body, at, editedAt, deleted, thread, toRoom } = message;
  const isReply = thread !== undefined && present.has(thread);
  const reactions = summarize(reactionRows(message));
  return [
    id,
    seq,
    rev,
    author,
    body,
    fingerprint(body),
    at,
    editedAt ?? null,
    deleted ? 1 : 0,
    isReply ? thread : null,
    isReply && toRoom ? 1 : 0,
    reactions.length > 0 ? JSON.stringify(reactions) : null,
  ];
}

function reactionRows({ id, at, reactions }: BulkMessage): ReactionRow[] {
  return reactions.map(({ emoji, user }) => ({ message: id, emoji, user, at }));
}

async function insertMessages(tx: Prisma.TransactionClient, room: string, rows: unknown[][]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "Message" ("roomId", "id", "seq", "rev", "authorId", "body", "fingerprint", "at", "editedAt", "deleted",
      "thread", "toRoom", "reactions")
    SELECT ${room}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
      value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11
    FROM json_each(${JSON.stringify(rows)})`;
}

async function insertReactions(tx: Prisma.TransactionClient, messages: readonly BulkMessage[]): Promise<void> {
  const rows = messages.flatMap(reactionRows).map(({ message, emoji, user, at }) => [message, emoji, user, at]);
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO "Reaction" ("messageId", "emoji", "userId", "at")
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(${JSON.stringify(rows)})`;
}

async function moveHead(
  tx: Prisma.TransactionClient,
  room: string,
  seq: number,
  added: { messages: number; changes: number },
): Promise<void> {
  await tx.membership.updateMany({
    where: { roomId: room, readSeq: { gte: seq } },
    data: { readSeq: seq + added.messages },
  });
  const data = { seq: { increment: added.messages }, rev: { increment: added.changes } };
  await tx.room.update({ where: { id: room }, data });
}
