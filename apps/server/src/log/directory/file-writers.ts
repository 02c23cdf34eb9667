import { bytesOf } from '../files-sql.ts';
import type { DirectoryWriters, Refusals } from './directory-writer.ts';

/** Uploaded files: noted once their bytes are on disk, within their user's quota; forgotten where no message has them. */
export const fileWriters: DirectoryWriters<'add-file' | 'remove-files'> = {
  async 'add-file'(tx, run) {
    const refused: Refusals = new Map();
    for (const [i, { file, room, user, at, quota }] of run.entries()) {
      if ((await bytesOf(tx, user)) + file.size > quota) {
        refused.set(i, { ok: false, code: 'too_large', reason: 'your files take all the space that you have here' });
        continue;
      }
      const { thumb = false, width = null, height = null, ...facts } = file;
      await tx.file.create({
        data: { ...facts, width, height, hasThumb: thumb, userId: user, roomId: room, createdAt: new Date(at) },
      });
    }
    return refused;
  },

  async 'remove-files'(tx, run) {
    const ids = JSON.stringify(run.flatMap((op) => op.files));
    await tx.$executeRaw`
      DELETE FROM "File" WHERE "messageId" IS NULL AND "id" IN (SELECT value FROM json_each(${ids}))`;
    return undefined;
  },
};
