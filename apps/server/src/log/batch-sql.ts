import type { Prisma } from '#prisma/sqlite';
import type { BatchState, Head, ReactionRow, StoredMessage } from './batch-state.ts';
import { saveFiles } from './files-sql.ts';
import { type MessageRow, toStored } from './message-row.ts';
import type { RawSql, RowInsert, RowSql, SqlValue } from './raw-sql.ts';

/** A transaction of the generated client. */
export type Transaction = Prisma.TransactionClient;

// Nearly every statement here takes one JSON parameter that holds all rows: one statement per batch and table, 20 times the
// throughput of create() (docs/adr/0002). Rows of several columns go through jsonb_each, which hands
// each row on in binary: json_each would turn it back into text, to be parsed again.

/**
 * Comes first in a transaction that would read before it writes, and changes nothing: SQLite waits for somebody else's
 * write lock (busy_timeout; `npm run admin` writes, too) only in a transaction that has not read yet. In one that has, the
 * first write fails at once.
 */
export async function takeWriteLock(tx: RawSql): Promise<void> {
  await tx.$executeRaw`UPDATE "Room" SET "seq" = "seq" WHERE false`;
}

/** Comes first where there is a log to be written, and takes the lock in the same way. */
export async function loadHeads(tx: RawSql, rooms: string[]): Promise<Map<string, Head>> {
  const rows = await tx.$queryRaw<{ id: string; seq: number; rev: number }[]>`
    UPDATE "Room" SET "seq" = "seq" WHERE "id" IN (SELECT "value" FROM json_each(${JSON.stringify(rooms)}))
    RETURNING "id", "seq", "rev"`;
  return new Map(rows.map(({ id, seq, rev }) => [id, { seq: Number(seq), rev: Number(rev) }]));
}

/** The messages with these ids; what is unknown is left out. */
export async function loadMessages(tx: RawSql, ids: string[]): Promise<Map<string, StoredMessage>> {
  const rows = await tx.$queryRaw<MessageRow[]>`
    SELECT m.*, u."name" AS "authorName", u."kind" AS "authorKind", u."avatar" AS "authorAvatar"
    FROM json_each(${JSON.stringify(ids)}) AS j
    JOIN "Message" AS m ON m."id" = j."value"
    JOIN "User" AS u ON u."id" = m."authorId"`;
  return new Map(rows.map((row) => [row.id, toStored(row)]));
}

/** All reactions to these messages, oldest first, by message. */
export async function loadReactions(tx: RawSql, messages: string[]): Promise<Map<string, ReactionRow[]>> {
  const rows = await tx.$queryRaw<{ messageId: string; emoji: string; userId: string; at: bigint }[]>`
    SELECT r."messageId", r."emoji", r."userId", r."at"
    FROM json_each(${JSON.stringify(messages)}) AS j
    JOIN "Reaction" AS r ON r."messageId" = j."value"
    ORDER BY r."at", r.rowid`;
  const byMessage = new Map<string, ReactionRow[]>();
  for (const row of rows) {
    const list = byMessage.get(row.messageId) ?? [];
    list.push({ message: row.messageId, emoji: row.emoji, user: row.userId, at: Number(row.at) });
    byMessage.set(row.messageId, list);
  }
  return byMessage;
}

/** Writes everything that a batch's operations changed. */
export async function saveState(tx: RowSql, state: BatchState): Promise<void> {
  await saveHeads(tx, state);
  await saveMessages(tx, state);
  await saveReactions(tx, state);
  await saveMentions(tx, state);
  await saveFiles(tx, state);
}

async function saveHeads(tx: RawSql, state: BatchState): Promise<void> {
  if (state.changedRooms.size === 0) return;
  const rows = [...state.changedRooms].map((id) => [id, state.heads.get(id)?.seq, state.heads.get(id)?.rev]);
  await tx.$executeRaw`
    UPDATE "Room" SET "seq" = j.value ->> 1, "rev" = j.value ->> 2
    FROM jsonb_each(${JSON.stringify(rows)}) AS j WHERE "Room"."id" = j.value ->> 0`;
}

const MESSAGES: RowInsert = {
  table: 'Message',
  columns: [
    'id',
    'roomId',
    'seq',
    'rev',
    'authorId',
    'body',
    'fingerprint',
    'at',
    'editedAt',
    'deleted',
    'deletedBy',
    'replyTo',
    'thread',
    'reactions',
    'attachments',
  ],
  onConflict: `ON CONFLICT ("id") DO UPDATE SET "rev" = excluded."rev", "body" = excluded."body",
    "editedAt" = excluded."editedAt", "deleted" = excluded."deleted", "deletedBy" = excluded."deletedBy",
    "reactions" = excluded."reactions", "attachments" = excluded."attachments"`,
};

async function saveMessages(sql: RowSql, state: BatchState): Promise<void> {
  if (state.changedMessages.size === 0) return;
  const rows: SqlValue[][] = [];
  for (const id of state.changedMessages) {
    const m = state.messages.get(id);
    if (!m) continue;
    rows.push([
      m.id,
      m.room,
      m.seq,
      m.rev,
      m.author.id,
      m.body,
      m.fingerprint,
      m.at,
      m.editedAt ?? null,
      m.deleted ? 1 : 0,
      m.deletedBy ?? null,
      m.replyTo ?? null,
      m.thread ?? null,
      m.reactions.length > 0 ? JSON.stringify(m.reactions) : null,
      m.attachments.length > 0 ? JSON.stringify(m.attachments) : null,
    ]);
  }
  await sql.insertRows(MESSAGES, rows);
}

async function saveReactions(tx: RawSql, state: BatchState): Promise<void> {
  if (state.clearedReactions.size > 0) {
    await tx.$executeRaw`
      DELETE FROM "Reaction" WHERE "messageId" IN (SELECT value FROM json_each(${JSON.stringify([...state.clearedReactions])}))`;
  }
  if (state.removedReactions.length > 0) {
    const rows = state.removedReactions.map((row) => [row.message, row.emoji, row.user]);
    await tx.$executeRaw`
      DELETE FROM "Reaction" WHERE ("messageId", "emoji", "userId") IN
        (SELECT value ->> 0, value ->> 1, value ->> 2 FROM jsonb_each(${JSON.stringify(rows)}))`;
  }
  if (state.addedReactions.length > 0) {
    const rows = state.addedReactions.map((row) => [row.message, row.emoji, row.user, row.at]);
    await tx.$executeRaw`
      INSERT INTO "Reaction" ("messageId", "emoji", "userId", "at")
      SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM jsonb_each(${JSON.stringify(rows)})`;
  }
}

async function saveMentions(tx: RawSql, state: BatchState): Promise<void> {
  if (state.mentions.size === 0) return;
  const messages = JSON.stringify([...state.mentions.keys()]);
  await tx.$executeRaw`DELETE FROM "Mention" WHERE "messageId" IN (SELECT value FROM json_each(${messages}))`;
  const rows: unknown[] = [];
  for (const [id, users] of state.mentions) {
    const message = state.messages.get(id);
    if (message) for (const user of users) rows.push([user, message.room, message.seq, id]);
  }
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT OR IGNORE INTO "Mention" ("userId", "roomId", "seq", "messageId")
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM jsonb_each(${JSON.stringify(rows)})`;
}
