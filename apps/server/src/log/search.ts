import type { Message } from '@confab/protocol';
import { Prisma, type PrismaClient } from '#prisma/sqlite';
import { toMessage } from './encode-message.ts';
import { type MessageRow, toStored } from './message-row.ts';

/** Finds messages by their text: every word of the query, anywhere in the body, ignoring ASCII case; newest first. */
export class LogSearch {
  constructor(private readonly prisma: PrismaClient) {}

  /**
   * @param rooms the ids of the rooms that the asker may see: nothing else is looked at
   * @param words at least one
   * @param author a user's id
   */
  async find(rooms: string[], words: string[], author: string | undefined, limit: number): Promise<Message[]> {
    // No body holds NUL, and SQLite would take it for the end of the pattern.
    if (words.some((word) => word.includes('\0'))) return [];
    const holdsAll = words.map((word) => Prisma.sql`m."body" LIKE ${`%${escapePattern(word)}%`} ESCAPE '!'`);
    const rows = await this.prisma.$queryRaw<MessageRow[]>`
      SELECT m.*, u."name" AS "authorName", u."kind" AS "authorKind", u."avatar" AS "authorAvatar"
      FROM "Message" AS m JOIN "User" AS u ON u."id" = m."authorId"
      WHERE m."roomId" IN (SELECT value FROM json_each(${JSON.stringify(rooms)}))
        AND NOT m."deleted" AND m."authorId" = coalesce(${author ?? null}, m."authorId")
        AND ${Prisma.join(holdsAll, ' AND ')}
      ORDER BY m."at" DESC, m."seq" DESC LIMIT ${limit}`;
    return rows.map((row) => toMessage(toStored(row)));
  }
}

// Prisma's own `contains` leaves % and _ as they are, and so finds everything.
function escapePattern(text: string): string {
  return text.replace(/[!%_]/g, '!$&');
}
