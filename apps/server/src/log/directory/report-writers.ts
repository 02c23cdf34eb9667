import { type DirectoryWriters, type Refusals, UNCHANGED } from './directory-writer.ts';

/** Reports of messages: made, and closed all at once for a message. */
export const reportWriters: DirectoryWriters<'report' | 'resolve-reports'> = {
  async report(tx, run) {
    const refused: Refusals = new Map();
    for (const [i, { id, room, message, by, reason, at }] of run.entries()) {
      const found = await tx.message.findUnique({ where: { id: message }, select: { roomId: true, deleted: true } });
      const known = await tx.report.findUnique({ where: { messageId_by: { messageId: message, by } } });
      if (found?.roomId !== room || found.deleted) {
        refused.set(i, { ok: false, code: 'message_not_found', reason: 'there is no such message in this room' });
      } else if (known) {
        refused.set(i, { ok: false, code: 'conflict', reason: 'you have reported this message already' });
      } else {
        await tx.report.create({ data: { id, messageId: message, roomId: room, by, reason, at: new Date(at) } });
      }
    }
    return refused;
  },

  async 'resolve-reports'(tx, run) {
    const unchanged: Refusals = new Map();
    for (const [i, { message, by, resolution, at }] of run.entries()) {
      const { count } = await tx.report.updateMany({
        where: { messageId: message, resolvedAt: null },
        data: { resolvedAt: new Date(at), resolvedBy: by, resolution },
      });
      if (count === 0) unchanged.set(i, UNCHANGED);
    }
    return unchanged;
  },
};
