import type { DirectoryWriters } from './directory-writer.ts';

/** How far those who follow a thread have read it. */
export const threadWriters: DirectoryWriters<'read-thread'> = {
  async 'read-thread'(tx, run) {
    const rows = JSON.stringify(run.map(({ user, thread, seq }) => [user, thread, seq]));
    await tx.$executeRaw`
      UPDATE "ThreadRead" SET "readSeq" = max("readSeq", j."seq") FROM
        (SELECT value ->> 0 AS "user", value ->> 1 AS "thread", max(value ->> 2) AS "seq"
         FROM jsonb_each(${rows}) GROUP BY 1, 2) AS j
      WHERE "ThreadRead"."userId" = j."user" AND "ThreadRead"."thread" = j."thread"`;
    return undefined;
  },
};
