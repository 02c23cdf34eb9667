import type { DirectoryWriters } from './directory-writer.ts';

/** Who follows a thread, and how far they have read it. */
export const threadWriters: DirectoryWriters<'read-thread' | 'follow-thread'> = {
  async 'read-thread'(tx, run) {
    const rows = JSON.stringify(run.map(({ user, thread, seq }) => [user, thread, seq]));
    await tx.$executeRaw`
      UPDATE "ThreadRead" SET "readSeq" = max("readSeq", j."seq") FROM
        (SELECT value ->> 0 AS "user", value ->> 1 AS "thread", max(value ->> 2) AS "seq"
         FROM jsonb_each(${rows}) GROUP BY 1, 2) AS j
      WHERE "ThreadRead"."userId" = j."user" AND "ThreadRead"."thread" = j."thread"`;
    return undefined;
  },

  async 'follow-thread'(tx, run) {
    const rows = JSON.stringify(run.map(({ user, thread, room, seq, on }) => [user, thread, room, seq, on]));
    await tx.$executeRaw`
      INSERT INTO "ThreadRead" ("userId", "thread", "roomId", "readSeq", "following")
      SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM jsonb_each(${rows}) WHERE true
      ON CONFLICT ("userId", "thread") DO UPDATE
      SET "following" = "excluded"."following", "readSeq" = max("readSeq", "excluded"."readSeq")`;
    return undefined;
  },
};
