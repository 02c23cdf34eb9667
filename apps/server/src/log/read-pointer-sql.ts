import type { ReadOperation } from './operation.ts';
import type { RawSql } from './raw-sql.ts';

/** Moves the pointers of many members in one statement, none of them backward. Who is no member any more has none. */
export async function moveReadPointers(sql: RawSql, run: readonly ReadOperation[]): Promise<void> {
  const rows = JSON.stringify(run.flatMap((op) => op.pointers.map(({ room, user, seq }) => [room, user, seq])));
  await sql.$executeRaw`
    UPDATE "Membership" SET "readSeq" = max("readSeq", j."seq") FROM
      (SELECT value ->> 0 AS "room", value ->> 1 AS "user", max(value ->> 2) AS "seq"
       FROM jsonb_each(${rows}) GROUP BY 1, 2) AS j
    WHERE "Membership"."roomId" = j."room" AND "Membership"."userId" = j."user"`;
}
