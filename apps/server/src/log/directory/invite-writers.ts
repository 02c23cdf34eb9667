import { LIMITS } from '@confab/protocol';
import type { Transaction } from '../batch-sql.ts';
import { openInvites } from '../open-invites.ts';
import type { Outcome } from '../operation.ts';
import { type DirectoryWriters, oneByOne, UNCHANGED } from './directory-writer.ts';
import type { CreateInviteOperation, RevokeInviteOperation, UseInviteOperation } from './invite-operation.ts';

const NOT_FOUND: Outcome = { ok: false, code: 'invite_not_found', reason: 'there is no such invite, or not any more' };

/** Invites: made, revoked and used, one after the other, for the last use of one is somebody's. */
export const inviteWriters: DirectoryWriters<'create-invite' | 'revoke-invite' | 'use-invite'> = {
  'create-invite': oneByOne(async (tx: Transaction, op: CreateInviteOperation) => {
    const roomId = op.room ?? null;
    if (op.room !== undefined && !(await tx.room.findUnique({ where: { id: op.room }, select: { id: true } }))) {
      return { ok: false, code: 'room_not_found', reason: 'there is no such room' };
    }
    const open = await tx.invite.count({ where: { roomId, ...openInvites(tx.invite.fields, op.at) } });
    if (open >= LIMITS.invites)
      return { ok: false, code: 'conflict', reason: 'there are too many invites: revoke some' };
    await tx.invite.create({
      data: {
        id: op.id,
        codeHash: op.codeHash,
        roomId,
        createdBy: op.by,
        createdAt: new Date(op.at),
        expiresAt: new Date(op.expiresAt),
        maxUses: op.maxUses ?? null,
      },
    });
    return undefined;
  }),

  'revoke-invite': oneByOne(async (tx: Transaction, { id, room, at }: RevokeInviteOperation) => {
    const { count } = await tx.invite.updateMany({
      where: { id, roomId: room ?? null, revokedAt: null },
      data: { revokedAt: new Date(at) },
    });
    return count === 0 ? NOT_FOUND : undefined;
  }),

  'use-invite': oneByOne(async (tx: Transaction, op: UseInviteOperation) => {
    const invite = await tx.invite.findUnique({ where: { codeHash: op.codeHash } });
    if (!invite || invite.roomId !== op.room || invite.revokedAt) return NOT_FOUND;
    if (invite.expiresAt && invite.expiresAt.getTime() <= op.at) return NOT_FOUND;
    const place = { roomId: op.room, userId: op.user };
    if (await tx.membership.findUnique({ where: { roomId_userId: place } })) return UNCHANGED;
    if (invite.maxUses !== null && invite.uses >= invite.maxUses) return NOT_FOUND;
    await tx.invite.update({ where: { codeHash: op.codeHash }, data: { uses: { increment: 1 } } });
    await tx.membership.create({ data: { ...place, readSeq: op.readSeq } });
    return undefined;
  }),
};
