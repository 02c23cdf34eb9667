import type { Transaction } from '../batch-sql.ts';
import { moveReadPointers } from '../read-pointer-sql.ts';
import type { DirectoryWriters, Refusals } from './directory-writer.ts';

/** Who belongs to which room, and what they have of it. */
export const membershipWriters: DirectoryWriters<'read' | 'enter' | 'exit' | 'set-role' | 'set-preferences'> = {
  async read(tx, run) {
    await moveReadPointers(tx, run);
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
    const left = await tx.$queryRaw<{ roomId: string; role: string }[]>`
      DELETE FROM "Membership" WHERE ("roomId", "userId") IN (SELECT value ->> 0, value ->> 1 FROM jsonb_each(${rows}))
      RETURNING "roomId", "role"`;
    // Nobody comes back through a link of their own.
    await tx.$executeRaw`
      DELETE FROM "Invite" WHERE ("roomId", "createdBy") IN
        (SELECT value ->> 0, value ->> 1 FROM jsonb_each(${rows}))`;
    const ownerless = left.filter(({ role }) => role === 'owner').map(({ roomId }) => roomId);
    if (ownerless.length > 0) await appointHeirs(tx, ownerless);
    return undefined;
  },

  async 'set-role'(tx, run) {
    const refused: Refusals = new Map();
    for (const [i, { room, user, role }] of run.entries()) {
      // Whoever owns the room by now keeps it: a role is handed over, never taken.
      const where = { roomId: room, userId: user, ...(role !== 'owner' && { role: { not: 'owner' } }) };
      const { count } = await tx.membership.updateMany({ where, data: { role } });
      if (count === 0) {
        refused.set(i, { ok: false, code: 'user_not_found', reason: 'there is no such member, or they own the room' });
      } else if (role === 'owner') {
        const before = { roomId: room, role, userId: { not: user } };
        await tx.membership.updateMany({ where: before, data: { role: 'moderator' } });
        await tx.room.updateMany({ where: { id: room }, data: { ownerId: user } });
      }
    }
    return refused;
  },

  async 'set-preferences'(tx, run) {
    for (const { room, user, favourite, muted, notify } of run) {
      const given = Object.entries({ favourite, muted, notify }).filter(([, value]) => value !== undefined);
      await tx.membership.updateMany({ where: { roomId: room, userId: user }, data: Object.fromEntries(given) });
    }
    return undefined;
  },
};

// A room never loses its owner while there is somebody to inherit it: the moderator who has been there longest, else
// the member. Accounts come before guests, who may never return; bots inherit nothing. Where nobody is left, it is still
// the owner's when they come back.
async function appointHeirs(tx: Transaction, rooms: string[]): Promise<void> {
  const ids = JSON.stringify(rooms);
  await tx.$executeRaw`
    UPDATE "Membership" SET "role" = 'owner' WHERE ("roomId", "userId") IN (
      SELECT "roomId", "userId" FROM (
        SELECT m."roomId", m."userId", row_number() OVER (
          PARTITION BY m."roomId" ORDER BY m."role" = 'moderator' DESC, u."kind" = 'person' DESC, m."joinedAt", m.rowid
        ) AS place
        FROM "Membership" AS m JOIN "User" AS u ON u."id" = m."userId"
        WHERE m."roomId" IN (SELECT value FROM json_each(${ids})) AND u."kind" <> 'bot'
      ) WHERE place = 1)`;
  await tx.$executeRaw`
    UPDATE "Room" SET "ownerId" = coalesce(
      (SELECT "userId" FROM "Membership" WHERE "roomId" = "Room"."id" AND "role" = 'owner'), "ownerId")
    WHERE "id" IN (SELECT value FROM json_each(${ids}))`;
}
