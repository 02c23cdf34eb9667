import type { DirectoryWriters, Refusals } from './directory-writer.ts';

/** Rooms themselves: made, changed, deleted. */
export const roomWriters: DirectoryWriters<'create-room' | 'create-direct-room' | 'update-room' | 'delete-room'> = {
  async 'create-room'(tx, run) {
    const refused: Refusals = new Map();
    for (const [i, op] of run.entries()) {
      const { ownerId, ...room } = op.room;
      const taken = await tx.room.findUnique({ where: { slug: room.slug }, select: { id: true } });
      if (taken) refused.set(i, { ok: false, code: 'conflict', reason: 'a room of this name exists already' });
      else {
        await tx.room.create({ data: { ...room, ownerId: ownerId ?? null, createdAt: new Date(op.at) } });
        if (ownerId) await tx.membership.create({ data: { roomId: room.id, userId: ownerId, role: 'owner' } });
      }
    }
    return refused;
  },

  async 'create-direct-room'(tx, run) {
    const refused: Refusals = new Map();
    for (const [i, { room, members, at }] of run.entries()) {
      const taken = await tx.room.findUnique({ where: { directKey: room.directKey }, select: { id: true } });
      if (taken) refused.set(i, { ok: false, code: 'conflict', reason: 'these people have a room already' });
      else {
        const createdAt = new Date(at);
        await tx.room.create({ data: { ...room, name: '', kind: 'direct', isPrivate: true, createdAt } });
        await tx.membership.createMany({
          data: members.map((userId) => ({ roomId: room.id, userId, joinedAt: createdAt })),
        });
      }
    }
    return refused;
  },

  async 'update-room'(tx, run) {
    for (const { room, name, topic, archived, slowModeMs } of run) {
      const given = Object.entries({ name, topic, archived, slowModeMs }).filter(([, value]) => value !== undefined);
      await tx.room.updateMany({ where: { id: room }, data: Object.fromEntries(given) });
    }
    return undefined;
  },

  async 'delete-room'(tx, run) {
    await tx.room.deleteMany({ where: { id: { in: run.map((op) => op.room) } } });
    return undefined;
  },
};
