import type { DirectoryWriters } from './directory-writer.ts';

/** Who belongs to which room, and what they have of it. */
export const membershipWriters: DirectoryWriters<'read' | 'enter' | 'exit'> = {
  async read(tx, run) {
    const rows = JSON.stringify(run.map((op) => [op.room, op.user, op.seq]));
    await tx.$executeRaw`
      UPDATE "Membership" SET "readSeq" = max("readSeq", j."seq") FROM
        (SELECT value ->> 0 AS "room", value ->> 1 AS "user", max(value ->> 2) AS "seq"
         FROM jsonb_each(${rows}) GROUP BY 1, 2) AS j
      WHERE "Membership"."roomId" = j."room" AND "Membership"."userId" = j."user"`;
    return undefined;
  },

  async enter(tx, run) {
    const rows = JSON.stringify(run.map((op) => [op.room, op.user, op.role, op.readSeq]));
    await tx.$executeRaw`
      INSERT OR IGNORE INTO "Membership" ("roomId", "userId", "role", "readSeq")
      SELECT r."id", j.value ->> 1, j.value ->> 2, j.value ->> 3
      FROM jsonb_each(${rows}) AS j JOIN "Room" AS r ON r."id" = j.value ->> 0`;
    return undefined;
  },

  async exit(tx, run) {
    const rows = JSON.stringify(run.map((op) => [op.room, op.user]));
    await tx.$executeRaw`
      DELETE FROM "Membership" WHERE ("roomId", "userId") IN (SELECT value ->> 0, value ->> 1 FROM jsonb_each(${rows}))`;
    return undefined;
  },
};
