import { LIMITS } from '@confab/protocol';
import type { Prisma } from '#prisma/sqlite';

/**
 * Tells roots of the replies that an import has added, each root as one change of its room. Nobody follows an imported
 * thread until they write in it or are mentioned there.
 * @param rev the room's, after the added messages
 * @returns how many roots have changed
 */
export async function settleImportedThreads(
  tx: Prisma.TransactionClient,
  room: string,
  rev: number,
  added: readonly { thread: string | undefined }[],
): Promise<number> {
  const named = JSON.stringify([...new Set(added.flatMap(({ thread }) => thread ?? []))]);
  await tx.$executeRaw`
    INSERT OR IGNORE INTO "ThreadOnly" ("roomId", "seq")
    SELECT "roomId", "seq" FROM "Message" WHERE "thread" IN (SELECT value FROM json_each(${named})) AND NOT "toRoom"`;
  return tx.$executeRaw`
    UPDATE "Message" SET "rev" = ${rev} + t."place", "threadState" = json_object('count', t."count",
      'lastAt', t."lastAt", 'lastSeq', t."lastSeq", 'users', json(t."users"))
    FROM (SELECT r."thread", count(*) AS "count", max(r."at") AS "lastAt", max(r."seq") AS "lastSeq",
            row_number() OVER (ORDER BY max(r."seq")) AS "place",
            (SELECT json_group_array("authorId") FROM
              (SELECT u."authorId" FROM "Message" AS u WHERE u."thread" = r."thread" AND NOT u."deleted"
               GROUP BY u."authorId" ORDER BY max(u."seq") DESC LIMIT ${LIMITS.threadUsers})) AS "users"
          FROM "Message" AS r WHERE r."thread" IN (SELECT value FROM json_each(${named})) AND NOT r."deleted"
          GROUP BY r."thread") AS t
    WHERE "Message"."id" = t."thread" AND "Message"."roomId" = ${room}`;
}
