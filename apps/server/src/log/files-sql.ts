import type { Attachment } from '@confab/protocol';
import type { Transaction } from './batch-sql.ts';
import type { BatchState, StoredFile } from './batch-state.ts';
import type { RawSql } from './raw-sql.ts';

/** The columns of File that the wire shows. */
export interface FileRow {
  id: string;
  name: string;
  type: string;
  size: number;
  width: number | null;
  height: number | null;
  hasThumb: boolean;
}

/** A File row in the form of the wire. */
export function toAttachment({ id, name, type, size, width, height, hasThumb }: FileRow): Attachment {
  return {
    id,
    name,
    type,
    size,
    ...(width !== null && height !== null && { width, height }),
    ...(hasThumb && { thumb: true }),
  };
}

/** The files with these ids; what is unknown is left out. */
export async function loadFiles(tx: Transaction, ids: string[]): Promise<Map<string, StoredFile>> {
  const rows = await tx.file.findMany({ where: { id: { in: ids } } });
  return new Map(
    rows.map((row) => [
      row.id,
      {
        attachment: toAttachment(row),
        user: row.userId,
        room: row.roomId ?? undefined,
        message: row.messageId ?? undefined,
      },
    ]),
  );
}

/** Writes which messages have got files, and which have lost theirs. */
export async function saveFiles(tx: RawSql, state: BatchState): Promise<void> {
  if (state.attachedFiles.length > 0) {
    const rows = state.attachedFiles.map(({ attachment, message }) => [attachment.id, message]);
    await tx.$executeRaw`
      UPDATE "File" SET "messageId" = j.value ->> 1
      FROM jsonb_each(${JSON.stringify(rows)}) AS j WHERE "File"."id" = j.value ->> 0`;
  }
  if (state.clearedFiles.size > 0) {
    await tx.$executeRaw`
      DELETE FROM "File" WHERE "messageId" IN (SELECT value FROM json_each(${JSON.stringify([...state.clearedFiles])}))`;
  }
}

/** The bytes that the files of a user take. */
export async function bytesOf(tx: Transaction, user: string): Promise<number> {
  // Prisma's own sum is an Int of 32 bits.
  const [row] = await tx.$queryRaw<{ bytes: number | bigint }[]>`
    SELECT coalesce(sum("size"), 0) AS "bytes" FROM "File" WHERE "userId" = ${user}`;
  return Number(row?.bytes ?? 0);
}
