import type { Attachment } from '@confab/protocol';
import type { PrismaClient } from '#prisma/sqlite';
import { bytesOf, toAttachment } from './files-sql.ts';

/** A file, whose it is and where. */
export interface FileRecord {
  attachment: Attachment;
  user: string;
  /** The room it was uploaded to. */
  room: string | undefined;
  /** Whether a message carries it. */
  sent: boolean;
}

/** Reads what is known of uploaded files. */
export class FileDirectory {
  constructor(private readonly prisma: PrismaClient) {}

  async find(id: string): Promise<FileRecord | undefined> {
    const row = await this.prisma.file.findUnique({ where: { id } });
    if (!row) return undefined;
    const { userId: user, roomId, messageId } = row;
    return { attachment: toAttachment(row), user, room: roomId ?? undefined, sent: messageId !== null };
  }

  /** The bytes that somebody's files take. */
  usedBy(user: string): Promise<number> {
    return bytesOf(this.prisma, user);
  }

  /** The ids of the first `limit` files uploaded before a time (Unix ms) that no message carries. */
  async unsentBefore(time: number, limit: number): Promise<string[]> {
    const rows = await this.prisma.file.findMany({
      where: { messageId: null, createdAt: { lt: new Date(time) } },
      select: { id: true },
      take: limit,
    });
    return rows.map(({ id }) => id);
  }

  /** Which of these ids are known. */
  async known(ids: readonly string[]): Promise<Set<string>> {
    const rows = await this.prisma.$queryRaw<{ id: string }[]>`
      SELECT "id" FROM "File" WHERE "id" IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;
    return new Set(rows.map(({ id }) => id));
  }
}
