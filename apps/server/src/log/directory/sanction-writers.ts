import { type DirectoryWriters, type Refusals, UNCHANGED } from './directory-writer.ts';
import { membershipWriters } from './membership-writers.ts';

/** Mutes and bans: made and lifted, one after the other, for each may end an earlier one. */
export const sanctionWriters: DirectoryWriters<'sanction' | 'lift-sanction'> = {
  async sanction(tx, run) {
    for (const { id, sanction: kind, user: userId, room, reason, by, at, until } of run) {
      const roomId = room ?? null;
      const now = new Date(at);
      await tx.sanction.updateMany({
        where: { userId, kind, roomId, liftedAt: null },
        data: { liftedAt: now, liftedBy: by },
      });
      await tx.sanction.create({
        data: { id, kind, userId, roomId, reason, by, at: now, until: until === undefined ? null : new Date(until) },
      });
      if (kind !== 'ban') continue;
      if (room !== undefined) await membershipWriters.exit(tx, [{ kind: 'exit', room, user: userId }]);
      // Kept and expired rather than deleted: whoever comes back with one hears why, as long as the ban lasts.
      else await tx.session.updateMany({ where: { userId }, data: { expiresAt: now } });
    }
    return undefined;
  },

  async 'lift-sanction'(tx, run) {
    const unchanged: Refusals = new Map();
    for (const [i, { id, by, at }] of run.entries()) {
      const data = { liftedAt: new Date(at), liftedBy: by };
      const { count } = await tx.sanction.updateMany({ where: { id, liftedAt: null }, data });
      if (count === 0) unchanged.set(i, UNCHANGED);
    }
    return unchanged;
  },
};
