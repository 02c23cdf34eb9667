import { LIMITS, type Message } from '@confab/protocol';
import type { PrismaClient } from '#prisma/sqlite';
import { toMessage } from './encode-message.ts';
import { toStored } from './message-row.ts';

const WITH_AUTHOR = { author: { select: { name: true, kind: true, avatar: true } } } as const;

/** Which messages: of a room, of a thread, pinned, or of these ids. */
type Where =
  | { roomId: string; seq?: { lt: number } | { gte: number }; rev?: { gt: number } }
  | { thread: string; seq: { lt: number } | { gte: number } }
  | { pin: { roomId: string } }
  | { id: { in: string[] } };

/** Reads a room's log. Every method sees what is committed, and returns whole messages in their latest state. */
export class LogReader {
  constructor(private readonly prisma: PrismaClient) {}

  /** The newest messages, by ascending `seq`. */
  newest(room: string, limit: number): Promise<Message[]> {
    return this.before(room, Number.MAX_SAFE_INTEGER, limit);
  }

  /** The newest messages before `seq` (exclusive), ascending. */
  async before(room: string, seq: number, limit: number): Promise<Message[]> {
    return (await this.find({ roomId: room, seq: { lt: clamp(seq) } }, { seq: 'desc' }, limit)).reverse();
  }

  /** The oldest messages from `seq` on, ascending. */
  from(room: string, seq: number, limit: number): Promise<Message[]> {
    return this.find({ roomId: room, seq: { gte: clamp(seq) } }, { seq: 'asc' }, limit);
  }

  /** The newest replies of a thread before `seq` (exclusive), ascending. @param root its root's id */
  async repliesBefore(root: string, seq: number, limit: number): Promise<Message[]> {
    return (await this.find({ thread: root, seq: { lt: clamp(seq) } }, { seq: 'desc' }, limit)).reverse();
  }

  /** The oldest replies of a thread from `seq` on, ascending. @param root its root's id */
  repliesFrom(root: string, seq: number, limit: number): Promise<Message[]> {
    return this.find({ thread: root, seq: { gte: clamp(seq) } }, { seq: 'asc' }, limit);
  }

  /** Those of these messages that exist, in no order. Few: each id is a parameter of its own. */
  byIds(ids: string[]): Promise<Message[]> {
    return this.find({ id: { in: ids } }, { seq: 'asc' }, ids.length);
  }

  /** A room's pinned messages, the latest pin first. */
  pinned(room: string): Promise<Message[]> {
    return this.find({ pin: { roomId: room } }, { pin: { at: 'desc' } }, LIMITS.pins);
  }

  /** The `seq` of a message; undefined where the room has none of that id. */
  async seqOf(room: string, id: string): Promise<number | undefined> {
    const message = await this.prisma.message.findUnique({ where: { id }, select: { roomId: true, seq: true } });
    return message?.roomId === room ? message.seq : undefined;
  }

  /** The emoji with which a user has reacted to a message, the earliest first; undefined where the room has no such message. */
  async reactionsOf(user: string, room: string, id: string): Promise<string[] | undefined> {
    const message = await this.prisma.message.findUnique({
      where: { id },
      select: { roomId: true, reactionRows: { where: { userId: user }, orderBy: { at: 'asc' } } },
    });
    return message?.roomId === room ? message.reactionRows.map(({ emoji }) => emoji) : undefined;
  }

  /** The messages changed after `rev`, by ascending `rev`. */
  changedAfter(room: string, rev: number, limit: number): Promise<Message[]> {
    return this.find({ roomId: room, rev: { gt: clamp(rev) } }, { rev: 'asc' }, limit);
  }

  /**
   * Whether a client that says "I know the room up to `rev`, which was a change of message `id`" can be right.
   * It is not where the message never was in the room, has only older changes, or where another message has that `rev`.
   */
  async fits(room: string, rev: number, id: string): Promise<boolean> {
    const message = await this.prisma.message.findUnique({ where: { id }, select: { roomId: true, rev: true } });
    if (message?.roomId !== room || message.rev < rev) return false;
    if (message.rev === rev) return true;
    const other = await this.prisma.message.findUnique({
      where: { roomId_rev: { roomId: room, rev } },
      select: { id: true },
    });
    return other === null;
  }

  private async find(
    where: Where,
    orderBy: { seq: 'asc' | 'desc' } | { rev: 'asc' } | { pin: { at: 'desc' } },
    take: number,
  ): Promise<Message[]> {
    const rows = await this.prisma.message.findMany({ where, orderBy, take, include: WITH_AUTHOR });
    return rows.map(({ author, ...row }) =>
      toMessage(toStored({ ...row, authorName: author.name, authorKind: author.kind, authorAvatar: author.avatar })),
    );
  }
}

// Prisma's Int is 32 bits wide, and no room has more messages.
function clamp(position: number): number {
  return Math.min(position, 2_147_483_647);
}
