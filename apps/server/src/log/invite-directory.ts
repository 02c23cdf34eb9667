import type { Invite } from '@confab/protocol';
import type { PrismaClient } from '#prisma/sqlite';
import { toUser } from './message-row.ts';
import { openInvites } from './open-invites.ts';

/** Where an invite leads to: a room's id, or the server. */
export interface InviteRecord {
  room: string | undefined;
  /** The name of who made it. */
  by: string;
  /** It lets nobody else in; who came with it may still follow it. */
  usedUp: boolean;
}

/** Reads invites. */
export class InviteDirectory {
  constructor(private readonly prisma: PrismaClient) {}

  /**
   * Those of a room, or (without one) to the server; newest first.
   * @param now Unix ms
   * @param by only those that this user made
   */
  async list(room: string | undefined, now: number, by?: string): Promise<Invite[]> {
    const { invite } = this.prisma;
    const where = {
      roomId: room ?? null,
      ...openInvites(invite.fields, now),
      ...(by !== undefined && { createdBy: by }),
    };
    const open = await invite.findMany({ where, orderBy: { createdAt: 'desc' } });
    const makers = await this.prisma.user.findMany({ where: { id: { in: open.map((row) => row.createdBy) } } });
    const users = new Map(makers.map((row) => [row.id, toUser(row)]));
    return open.flatMap((row) => {
      const user = users.get(row.createdBy);
      if (!user || !row.expiresAt) return [];
      const { id, uses, maxUses } = row;
      const times = { createdAt: row.createdAt.getTime(), expiresAt: row.expiresAt.getTime() };
      return [{ id, by: user, ...times, uses, ...(maxUses === null ? {} : { maxUses }) }];
    });
  }

  /** Who made an invite. */
  async makerOf(id: string): Promise<string | undefined> {
    return (await this.prisma.invite.findUnique({ where: { id }, select: { createdBy: true } }))?.createdBy;
  }

  /** Where a code leads to, unless it has ended or was revoked. @param now Unix ms */
  async find(codeHash: string, now: number): Promise<InviteRecord | undefined> {
    const row = await this.prisma.invite.findUnique({ where: { codeHash } });
    if (!row || row.revokedAt || (row.expiresAt && row.expiresAt.getTime() <= now)) return undefined;
    const maker = await this.prisma.user.findUnique({ where: { id: row.createdBy }, select: { name: true } });
    const usedUp = row.maxUses !== null && row.uses >= row.maxUses;
    return { room: row.roomId ?? undefined, by: maker?.name ?? '', usedUp };
  }
}
