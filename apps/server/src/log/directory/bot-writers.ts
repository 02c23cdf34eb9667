import type { Transaction } from '../batch-sql.ts';
import type { Outcome } from '../operation.ts';
import type { CreateBotOperation } from './account-operation.ts';
import { type DirectoryWriters, type Of, oneByOne } from './directory-writer.ts';
import { membershipWriters } from './membership-writers.ts';

/** Bots and their tokens. */
export const botWriters: DirectoryWriters<'create-bot' | 'set-bot-token' | 'revoke-bot'> = {
  'create-bot': oneByOne(createBot),
  'set-bot-token': oneByOne(setToken),
  'revoke-bot': oneByOne(revoke),
};

const GONE: Outcome = { ok: false, code: 'bot_not_found', reason: 'there is no such bot' };

async function createBot(tx: Transaction, op: CreateBotOperation): Promise<undefined> {
  const at = new Date(op.at);
  // A bot that may go everywhere is like a member; one that may not knows nobody but those in its rooms, as a guest.
  const role = op.allRooms ? 'member' : 'guest';
  await tx.user.create({ data: { id: op.id, name: op.name, kind: 'bot', role, createdAt: at, updatedAt: at } });
  const { id: userId, createdBy, tokenHash, allRooms } = op;
  await tx.bot.create({ data: { userId, createdBy, tokenHash, allRooms, createdAt: at } });
  const rooms = await tx.room.findMany({
    where: { id: { in: op.rooms.map((room) => room.id) } },
    select: { id: true },
  });
  const readSeqs = new Map(op.rooms.map((room) => [room.id, room.readSeq]));
  await tx.membership.createMany({
    data: rooms.map(({ id }) => ({ roomId: id, userId, role: 'member', readSeq: readSeqs.get(id) ?? 0, joinedAt: at })),
  });
}

async function setToken(tx: Transaction, op: Of<'set-bot-token'>): Promise<Outcome | undefined> {
  const { count } = await tx.bot.updateMany({
    where: { userId: op.bot, revokedAt: null },
    data: { tokenHash: op.tokenHash },
  });
  return count === 0 ? GONE : undefined;
}

// What it said stays, and so does its name; it is no member any more, and leaves its rooms to others.
async function revoke(tx: Transaction, op: Of<'revoke-bot'>): Promise<Outcome | undefined> {
  const { count } = await tx.bot.updateMany({
    where: { userId: op.bot, revokedAt: null },
    data: { revokedAt: new Date(op.at) },
  });
  if (count === 0) return GONE;
  const rooms = await tx.membership.findMany({ where: { userId: op.bot }, select: { roomId: true } });
  const exits = rooms.map(({ roomId }) => ({ kind: 'exit', room: roomId, user: op.bot }) as const);
  await membershipWriters.exit(tx, exits);
  return undefined;
}
