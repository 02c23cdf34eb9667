import type { PrismaClient } from '#prisma/sqlite';

/** A thread that somebody follows. */
interface FollowedRow {
  /** The root's id. */
  root: string;
  read: number;
  unread: number;
  mentions: number;
}

/** Unread replies of one thread are counted up to here. */
const COUNTED = 100;

/** Reads who follows which thread, and how far they have read it. */
export class ThreadReader {
  constructor(private readonly prisma: PrismaClient) {}

  /** Up to which `seq` somebody has read a thread; undefined where they don't follow it. */
  async readPointer(user: string, thread: string): Promise<number | undefined> {
    const row = await this.prisma.threadRead.findUnique({
      where: { userId_thread: { userId: user, thread }, following: true },
      select: { readSeq: true },
    });
    return row?.readSeq;
  }

  /**
   * The threads with replies that somebody follows, the latest reply first. More than `limit` where the last ones are of the
   * same millisecond: the next page begins before that.
   * @param rooms the ids of the rooms that they are in: no other is looked at
   * @param before only those whose latest reply is older, Unix ms
   */
  async followed(
    user: string,
    rooms: string[],
    limit: number,
    before = Number.MAX_SAFE_INTEGER,
  ): Promise<{ threads: FollowedRow[]; hasMore: boolean }> {
    const rows = await this.prisma.$queryRaw<Record<keyof FollowedRow | 'all', string | number | bigint>[]>`
      SELECT t."thread" AS "root", t."readSeq" AS "read", t."all",
        (SELECT count(*) FROM (SELECT 1 FROM "Message" AS r WHERE r."thread" = t."thread" AND r."seq" > t."readSeq"
          AND r."authorId" <> ${user} AND NOT r."deleted" LIMIT ${COUNTED})) AS "unread",
        (SELECT count(*) FROM (SELECT 1 FROM "Message" AS r
          JOIN "Mention" AS n ON n."messageId" = r."id" AND n."userId" = ${user}
          WHERE r."thread" = t."thread" AND r."seq" > t."readSeq" AND r."authorId" <> ${user} LIMIT ${COUNTED})) AS "mentions"
      FROM (SELECT f."thread", f."readSeq", m."threadState" ->> 'lastAt' AS "lastAt",
              rank() OVER (ORDER BY m."threadState" ->> 'lastAt' DESC) AS "place", count(*) OVER () AS "all"
            FROM "ThreadRead" AS f JOIN "Message" AS m ON m."id" = f."thread"
            WHERE f."userId" = ${user} AND f."following" AND f."roomId" IN (SELECT value FROM json_each(${JSON.stringify(rooms)}))
              AND m."threadState" IS NOT NULL AND m."threadState" ->> 'lastAt' < ${before}) AS t
      WHERE t."place" <= ${limit} ORDER BY t."lastAt" DESC`;
    const threads = rows.map(({ root, read, unread, mentions }) => ({
      root: String(root),
      read: Number(read),
      unread: Number(unread),
      mentions: Number(mentions),
    }));
    return { threads, hasMore: threads.length < Number(rows[0]?.all ?? 0) };
  }
}
