import { LIMITS, type Message } from '@confab/protocol';
import { toMessage } from './encode-message.ts';
import { type MessageRow, toStored } from './message-row.ts';
import type { PreparedSqlite } from './prepared-sqlite.ts';
import type { SqlValue } from './raw-sql.ts';

const MESSAGES = `
  SELECT m.*, u."name" AS "authorName", u."kind" AS "authorKind", u."avatar" AS "authorAvatar"
  FROM "Message" AS m JOIN "User" AS u ON u."id" = m."authorId"`;
const BEFORE = `${MESSAGES} WHERE m."roomId" = ? AND m."seq" < ? ORDER BY m."seq" DESC LIMIT ?`;
const FROM = `${MESSAGES} WHERE m."roomId" = ? AND m."seq" >= ? ORDER BY m."seq" LIMIT ?`;
const REPLIES_BEFORE = `${MESSAGES} WHERE m."thread" = ? AND m."seq" < ? ORDER BY m."seq" DESC LIMIT ?`;
const REPLIES_FROM = `${MESSAGES} WHERE m."thread" = ? AND m."seq" >= ? ORDER BY m."seq" LIMIT ?`;
const CHANGED_AFTER = `${MESSAGES} WHERE m."roomId" = ? AND m."rev" > ? ORDER BY m."rev" LIMIT ?`;
const BY_IDS = `${MESSAGES} WHERE m."id" IN (SELECT "value" FROM json_each(?)) ORDER BY m."seq"`;
const PINNED = `${MESSAGES} JOIN "Pin" AS p ON p."messageId" = m."id" WHERE p."roomId" = ? ORDER BY p."at" DESC LIMIT ?`;

/**
 * Reads a room's log. Every method sees what is committed, and returns whole messages in their latest state. Below
 * Prisma, since every room that is opened and every page that is scrolled to asks here (docs/adr/0012).
 */
export class LogReader {
  constructor(private readonly sqlite: PreparedSqlite) {}

  /** The newest messages, by ascending `seq`. */
  newest(room: string, limit: number): Promise<Message[]> {
    return this.before(room, Number.MAX_SAFE_INTEGER, limit);
  }

  /** The newest messages before `seq` (exclusive), ascending. */
  async before(room: string, seq: number, limit: number): Promise<Message[]> {
    return this.find(BEFORE, room, seq, limit).reverse();
  }

  /** The oldest messages from `seq` on, ascending. */
  async from(room: string, seq: number, limit: number): Promise<Message[]> {
    return this.find(FROM, room, seq, limit);
  }

  /** The newest replies of a thread before `seq` (exclusive), ascending. @param root its root's id */
  async repliesBefore(root: string, seq: number, limit: number): Promise<Message[]> {
    return this.find(REPLIES_BEFORE, root, seq, limit).reverse();
  }

  /** The oldest replies of a thread from `seq` on, ascending. @param root its root's id */
  async repliesFrom(root: string, seq: number, limit: number): Promise<Message[]> {
    return this.find(REPLIES_FROM, root, seq, limit);
  }

  /** Those of these messages that exist, in no order. */
  async byIds(ids: string[]): Promise<Message[]> {
    return this.find(BY_IDS, JSON.stringify(ids));
  }

  /** A room's pinned messages, the latest pin first. */
  async pinned(room: string): Promise<Message[]> {
    return this.find(PINNED, room, LIMITS.pins);
  }

  /** The `seq` of a message; undefined where the room has none of that id. */
  async seqOf(room: string, id: string): Promise<number | undefined> {
    return this.place(room, id)?.seq;
  }

  /** The emoji with which a user has reacted to a message, the earliest first; undefined where the room has no such message. */
  async reactionsOf(user: string, room: string, id: string): Promise<string[] | undefined> {
    if (!this.place(room, id)) return undefined;
    const rows = this.sqlite.$queryRaw<{ emoji: string }[]>`
      SELECT "emoji" FROM "Reaction" WHERE "messageId" = ${id} AND "userId" = ${user} ORDER BY "at"`;
    return rows.map(({ emoji }) => emoji);
  }

  /** The users that each of these messages mentions, by its id; none for one that mentions nobody. */
  async mentionsIn(messages: string[]): Promise<Map<string, string[]>> {
    const rows = this.sqlite.$queryRaw<{ message: string; user: string }[]>`
      SELECT "messageId" AS "message", "userId" AS "user" FROM "Mention"
      WHERE "messageId" IN (SELECT "value" FROM json_each(${JSON.stringify(messages)}))`;
    const mentions = new Map<string, string[]>();
    for (const { message, user } of rows) mentions.set(message, [...(mentions.get(message) ?? []), user]);
    return mentions;
  }

  /** The messages changed after `rev`, by ascending `rev`. */
  async changedAfter(room: string, rev: number, limit: number): Promise<Message[]> {
    return this.find(CHANGED_AFTER, room, rev, limit);
  }

  /**
   * Whether a client that says "I know the room up to `rev`, which was a change of message `id`" can be right.
   * It is not where the message never was in the room, has only older changes, or where another message has that `rev`.
   */
  async fits(room: string, rev: number, id: string): Promise<boolean> {
    const message = this.place(room, id);
    if (!message || message.rev < rev) return false;
    if (message.rev === rev) return true;
    const others = this.sqlite.$queryRaw<unknown[]>`
      SELECT 1 FROM "Message" WHERE "roomId" = ${room} AND "rev" = ${rev}`;
    return others.length === 0;
  }

  private place(room: string, id: string): { seq: number; rev: number } | undefined {
    const [place] = this.sqlite.$queryRaw<{ seq: number; rev: number }[]>`
      SELECT "seq", "rev" FROM "Message" WHERE "id" = ${id} AND "roomId" = ${room}`;
    return place;
  }

  private find(sql: string, ...parameters: SqlValue[]): Message[] {
    return this.sqlite.rows<MessageRow>(sql, ...parameters).map((row) => toMessage(toStored(row)));
  }
}
