import type { SanctionKind } from '@confab/protocol';
import type { PrismaClient } from '#prisma/sqlite';

/** A mute or ban as the database holds it; users and rooms by id, times in Unix ms. */
export interface SanctionRecord {
  id: string;
  kind: SanctionKind;
  user: string;
  /** The whole server where undefined. */
  room: string | undefined;
  reason: string;
  by: string;
  at: number;
  until: number | undefined;
}

/** A message that somebody reported and nobody has dealt with. */
export interface OpenReport {
  message: string;
  room: string;
  author: string;
  /** Who reported it. */
  by: string;
  reason: string;
  at: number;
}

/** Reads what moderation keeps beside the rooms' logs. */
export class ModerationRecords {
  constructor(private readonly prisma: PrismaClient) {}

  /** Every sanction that nobody lifted and that has not ended at `now` (Unix ms). */
  async sanctions(now: number): Promise<SanctionRecord[]> {
    const rows = await this.prisma.sanction.findMany({
      where: { liftedAt: null, OR: [{ until: null }, { until: { gt: new Date(now) } }] },
      orderBy: { at: 'asc' },
    });
    return rows.map((row) => ({
      id: row.id,
      kind: row.kind as SanctionKind,
      user: row.userId,
      room: row.roomId ?? undefined,
      reason: row.reason,
      by: row.by,
      at: row.at.getTime(),
      until: row.until?.getTime(),
    }));
  }

  /** Every report that waits, oldest first. */
  async openReports(): Promise<OpenReport[]> {
    const rows = await this.prisma.report.findMany({ where: { resolvedAt: null }, orderBy: { at: 'asc' } });
    const messages = await this.prisma.message.findMany({
      where: { id: { in: rows.map((row) => row.messageId) } },
      select: { id: true, authorId: true },
    });
    const authors = new Map(messages.map(({ id, authorId }) => [id, authorId]));
    return rows.flatMap(({ messageId, roomId, by, reason, at }) => {
      const author = authors.get(messageId);
      return author === undefined ? [] : [{ message: messageId, room: roomId, author, by, reason, at: at.getTime() }];
    });
  }
}
