-- AlterTable
ALTER TABLE "Message" ADD COLUMN "pinned" TEXT;
ALTER TABLE "Message" ADD COLUMN "toRoom" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "ThreadOnly" (
    "roomId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,

    PRIMARY KEY ("roomId", "seq"),
    CONSTRAINT "ThreadOnly_roomId_fkey" FOREIGN KEY ("roomId") REFERENCES "Room" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- So far every reply stands in its thread only.
INSERT INTO "ThreadOnly" ("roomId", "seq") SELECT "roomId", "seq" FROM "Message" WHERE "thread" IS NOT NULL;

-- Threads have one level: a reply to a reply belongs to the root.
UPDATE "Message" SET "thread" = r."thread" FROM "Message" AS r
WHERE r."id" = "Message"."thread" AND r."thread" IS NOT NULL;

-- Roots know their threads from now on. The users are added by the next reply.
UPDATE "Message" SET "threadState" = json_object('count', t."count", 'lastAt', t."lastAt", 'lastSeq', t."lastSeq", 'users', json('[]'))
FROM (SELECT "thread", count(*) AS "count", max("at") AS "lastAt", max("seq") AS "lastSeq" FROM "Message"
      WHERE "thread" IS NOT NULL AND NOT "deleted" GROUP BY "thread") AS t
WHERE t."thread" = "Message"."id";
