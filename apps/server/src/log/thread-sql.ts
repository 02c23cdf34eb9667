import type { LogOperation } from './apply-operation.ts';
import { loadMessages } from './batch-sql.ts';
import type { BatchState, ReplyRow } from './batch-state.ts';
import type { Change } from './operation.ts';
import type { RawSql } from './raw-sql.ts';

/** Replies that are looked at to say who replied last, once one is deleted. */
const RECENT_REPLIES = 50;

/** Loads what a batch needs to know of the threads that it takes a reply from: their roots and newest replies. */
export async function loadThreads(tx: RawSql, state: BatchState, operations: readonly LogOperation[]): Promise<void> {
  const posted = new Map<string, string | undefined>();
  const threads = new Set<string>();
  let deletions = 0;
  for (const op of operations) {
    if (op.kind === 'post') posted.set(op.id, op.thread);
    if (op.kind !== 'delete') continue;
    deletions += 1;
    const thread = state.messages.get(op.message)?.thread ?? posted.get(op.message);
    if (thread !== undefined) threads.add(thread);
  }
  if (threads.size === 0) return;
  const unknown = [...threads].filter((id) => !state.messages.has(id));
  for (const [id, root] of await loadMessages(tx, unknown)) state.messages.set(id, root);
  // What the batch deletes must not leave the list short.
  for (const id of threads) state.recentReplies.set(id, await loadReplies(tx, id, RECENT_REPLIES + deletions));
}

async function loadReplies(tx: RawSql, thread: string, limit: number): Promise<ReplyRow[]> {
  const rows = await tx.$queryRaw<{ id: string; seq: number | bigint; at: number | bigint; authorId: string }[]>`
    SELECT "id", "seq", "at", "authorId" FROM "Message"
    WHERE "thread" = ${thread} AND NOT "deleted" ORDER BY "seq" DESC LIMIT ${limit}`;
  return rows.map(({ id, seq, at, authorId }) => ({ id, seq: Number(seq), at: Number(at), author: authorId }));
}

/** Writes what a batch changed in threads; nothing where it touched none. */
export async function saveThreads(tx: RawSql, state: BatchState): Promise<void> {
  if (state.changedThreads.size > 0) {
    const rows = [...state.changedThreads].map((id) => {
      const threadState = state.messages.get(id)?.threadState;
      return [id, threadState ? JSON.stringify(threadState) : null];
    });
    await tx.$executeRaw`
      UPDATE "Message" SET "threadState" = j.value ->> 1
      FROM jsonb_each(${JSON.stringify(rows)}) AS j WHERE "Message"."id" = j.value ->> 0`;
  }
  await saveReplies(tx, state);
  await saveFollows(tx, state);
}

async function saveReplies(tx: RawSql, state: BatchState): Promise<void> {
  if (state.addedReplies.length === 0) return;
  const toRoom = state.addedReplies.filter((reply) => reply.toRoom).map(({ id }) => id);
  if (toRoom.length > 0) {
    await tx.$executeRaw`
      UPDATE "Message" SET "toRoom" = true WHERE "id" IN (SELECT value FROM json_each(${JSON.stringify(toRoom)}))`;
  }
  const threadOnly = state.addedReplies.filter((reply) => !reply.toRoom).map(({ room, seq }) => [room, seq]);
  await tx.$executeRaw`
    INSERT INTO "ThreadOnly" ("roomId", "seq")
    SELECT value ->> 0, value ->> 1 FROM jsonb_each(${JSON.stringify(threadOnly)})`;
}

async function saveFollows(tx: RawSql, state: BatchState): Promise<void> {
  if (state.follows.length === 0) return;
  const rows = state.follows.map(({ user, thread, room, readSeq }) => [user, thread, room, readSeq]);
  await tx.$executeRaw`
    INSERT INTO "ThreadRead" ("userId", "thread", "roomId", "readSeq")
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM jsonb_each(${JSON.stringify(rows)}) WHERE true
    ON CONFLICT ("userId", "thread") DO NOTHING`;
  const own = rows.filter((_, i) => state.follows[i]?.why === 'wrote');
  await tx.$executeRaw`
    UPDATE "ThreadRead" SET "readSeq" = max("readSeq", j."seq"), "following" = true FROM
      (SELECT value ->> 0 AS "user", value ->> 1 AS "thread", max(value ->> 3) AS "seq"
       FROM jsonb_each(${JSON.stringify(own)}) GROUP BY 1, 2) AS j
    WHERE "ThreadRead"."userId" = j."user" AND "ThreadRead"."thread" = j."thread"`;
  const mentioned = rows.filter((_, i) => state.follows[i]?.why === 'mentioned');
  if (mentioned.length === 0) return;
  // Whoever has stopped following had read all until then: an older reply, edited now, does not call them back.
  await tx.$executeRaw`
    UPDATE "ThreadRead" SET "readSeq" = j."seq", "following" = true FROM
      (SELECT value ->> 0 AS "user", value ->> 1 AS "thread", min(value ->> 3) AS "seq"
       FROM jsonb_each(${JSON.stringify(mentioned)}) GROUP BY 1, 2) AS j
    WHERE "ThreadRead"."userId" = j."user" AND "ThreadRead"."thread" = j."thread"
      AND NOT "following" AND j."seq" >= "readSeq"`;
}

/** Tells the changes of roots who follows their threads, now that all of the batch is written. */
export async function addFollowers(tx: RawSql, state: BatchState, changes: readonly Change[]): Promise<void> {
  if (state.changedThreads.size === 0) return;
  const rows = await tx.$queryRaw<{ thread: string; userId: string; readSeq: number | bigint }[]>`
    SELECT "thread", "userId", "readSeq" FROM "ThreadRead"
    WHERE "following" AND "thread" IN (SELECT value FROM json_each(${JSON.stringify([...state.changedThreads])}))`;
  const mentioned = mentionedIn(state);
  const roots = changes.slice(-state.changedThreads.size);
  const byId = new Map(roots.map((change) => [change.id, change]));
  for (const change of roots) {
    change.thread = { last: state.messages.get(change.id)?.threadState?.lastSeq ?? 0, followers: [] };
  }
  for (const { thread, userId, readSeq } of rows) {
    const follower = { user: userId, read: Number(readSeq), mentioned: mentioned.get(thread)?.has(userId) ?? false };
    byId.get(thread)?.thread?.followers.push(follower);
  }
}

// By thread, whom the batch's replies mention.
function mentionedIn(state: BatchState): Map<string, Set<string>> {
  const byThread = new Map<string, Set<string>>();
  for (const [id, users] of state.mentions) {
    const thread = state.messages.get(id)?.thread;
    if (thread === undefined || users.length === 0) continue;
    const all = byThread.get(thread) ?? new Set();
    for (const user of users) all.add(user);
    byThread.set(thread, all);
  }
  return byThread;
}
