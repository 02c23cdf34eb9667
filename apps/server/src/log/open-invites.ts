import type { Prisma } from '#prisma/sqlite';

/** Which invites still let somebody in. @param fields the table's, as Prisma names them @param at Unix ms */
export function openInvites(fields: Prisma.TransactionClient['invite']['fields'], at: number): Prisma.InviteWhereInput {
  return {
    revokedAt: null,
    expiresAt: { gt: new Date(at) },
    OR: [{ maxUses: null }, { uses: { lt: fields.maxUses } }],
  };
}
