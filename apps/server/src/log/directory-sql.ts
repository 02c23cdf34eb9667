import type { Transaction } from './batch-sql.ts';
import type { Operation, Outcome } from './operation.ts';

/** The operations about people, rooms and membership: everything but a room's log. */
export type DirectoryOperation = Extract<
  Operation,
  { kind: 'read' | 'enter' | 'exit' | 'start-session' | 'end-session' | 'create-room' | 'update-room' | 'delete-room' }
>;

const DONE: Outcome = { ok: true, seq: 0, rev: 0, at: 0 };

/** Runs a directory operation of one kind over all its rows. A thousand people who enter together are one statement. */
export async function writeDirectory(tx: Transaction, operations: DirectoryOperation[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const run of runsOfOneKind(operations)) {
    const refused = await write(tx, run);
    for (const [i] of run.entries()) outcomes.push(refused.get(i) ?? DONE);
  }
  return outcomes;
}

function runsOfOneKind(operations: DirectoryOperation[]): DirectoryOperation[][] {
  const runs: DirectoryOperation[][] = [];
  for (const operation of operations) {
    const last = runs.at(-1);
    if (last?.[0]?.kind === operation.kind) last.push(operation);
    else runs.push([operation]);
  }
  return runs;
}

async function write(tx: Transaction, run: DirectoryOperation[]): Promise<Map<number, Outcome>> {
  const refused = new Map<number, Outcome>();
  const rows = (pick: (operation: never) => unknown[]) =>
    JSON.stringify(run.map((operation) => pick(operation as never)));
  switch (run[0]?.kind) {
    case 'read':
      await tx.$executeRaw`
        UPDATE "Membership" SET "readSeq" = max("readSeq", j."seq") FROM
          (SELECT value ->> 0 AS "room", value ->> 1 AS "user", max(value ->> 2) AS "seq"
           FROM jsonb_each(${rows((op: Of<'read'>) => [op.room, op.user, op.seq])}) GROUP BY 1, 2) AS j
        WHERE "Membership"."roomId" = j."room" AND "Membership"."userId" = j."user"`;
      break;
    case 'enter':
      await tx.$executeRaw`
        INSERT OR IGNORE INTO "Membership" ("roomId", "userId", "role", "readSeq")
        SELECT r."id", j.value ->> 1, j.value ->> 2, j.value ->> 3
        FROM jsonb_each(${rows((op: Of<'enter'>) => [op.room, op.user, op.role, op.readSeq])}) AS j
        JOIN "Room" AS r ON r."id" = j.value ->> 0`;
      break;
    case 'exit':
      await tx.$executeRaw`
        DELETE FROM "Membership" WHERE ("roomId", "userId") IN
          (SELECT value ->> 0, value ->> 1 FROM jsonb_each(${rows((op: Of<'exit'>) => [op.room, op.user])}))`;
      break;
    case 'start-session':
      await startSessions(tx, run as Of<'start-session'>[]);
      break;
    case 'end-session':
      await tx.session.deleteMany({ where: { id: { in: (run as Of<'end-session'>[]).map((op) => op.session) } } });
      break;
    case 'create-room':
      for (const [i, op] of (run as Of<'create-room'>[]).entries()) {
        const { ownerId, ...room } = op.room;
        const taken = await tx.room.findUnique({ where: { slug: room.slug }, select: { id: true } });
        if (taken) refused.set(i, { ok: false, code: 'conflict', reason: 'a room of this name exists already' });
        else {
          await tx.room.create({ data: { ...room, ownerId: ownerId ?? null, createdAt: new Date(op.at) } });
          if (ownerId) await tx.membership.create({ data: { roomId: room.id, userId: ownerId, role: 'owner' } });
        }
      }
      break;
    case 'update-room':
      for (const { room, name, topic, archived } of run as Of<'update-room'>[]) {
        const given = Object.entries({ name, topic, archived }).filter(([, value]) => value !== undefined);
        await tx.room.updateMany({ where: { id: room }, data: Object.fromEntries(given) });
      }
      break;
    case 'delete-room':
      await tx.room.deleteMany({ where: { id: { in: (run as Of<'delete-room'>[]).map((op) => op.room) } } });
      break;
  }
  return refused;
}

type Of<K extends DirectoryOperation['kind']> = Extract<DirectoryOperation, { kind: K }>;

async function startSessions(tx: Transaction, run: Of<'start-session'>[]): Promise<void> {
  const newcomers = run.filter((op) => op.newUser);
  if (newcomers.length > 0) {
    await tx.user.createMany({
      data: newcomers.map(({ user, at }) => ({
        id: user.id,
        name: user.name,
        kind: user.kind,
        createdAt: new Date(at),
      })),
    });
  }
  await tx.session.createMany({
    data: run.map((op) => ({
      id: op.session,
      tokenHash: op.tokenHash,
      userId: op.user.id,
      createdAt: new Date(op.at),
      expiresAt: new Date(op.expiresAt),
    })),
  });
}
