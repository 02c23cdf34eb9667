import type { Room, User } from '@confab/protocol';
import type { PrismaClient } from '#prisma/sqlite';
import { toUser } from './message-row.ts';
import type { Role } from './operation.ts';

/** A room as the directory knows it, with its head. */
export interface RoomRecord {
  room: Room;
  seq: number;
  rev: number;
  /** The message whose change is the head; undefined in an empty room. */
  headId: string | undefined;
}

/** What a member has of a room. */
export interface MembershipRecord {
  room: string;
  role: Role;
  readSeq: number;
  /** The `seq` of the unread messages that mention the member, ascending. */
  mentions: number[];
}

/** A live session and whose it is. */
export interface SessionRecord {
  id: string;
  user: User;
  expiresAt: number;
}

/** Reads people, rooms, memberships and sessions. */
export class Directory {
  constructor(private readonly prisma: PrismaClient) {}

  /** Every room, with head. */
  async rooms(): Promise<RoomRecord[]> {
    const [rooms, heads] = await Promise.all([
      this.prisma.room.findMany({ orderBy: { createdAt: 'asc' } }),
      this.prisma.$queryRaw<{ roomId: string; id: string }[]>`
        SELECT r."id" AS "roomId", m."id" FROM "Room" AS r JOIN "Message" AS m ON m."roomId" = r."id" AND m."rev" = r."rev"`,
    ]);
    const headIds = new Map(heads.map(({ roomId, id }) => [roomId, id]));
    return rooms.map((row) => ({
      room: {
        id: row.id,
        slug: row.slug,
        name: row.name,
        topic: row.topic,
        private: row.isPrivate,
        archived: row.archived,
        ...(row.ownerId === null ? {} : { owner: row.ownerId }),
        createdAt: row.createdAt.getTime(),
      },
      seq: row.seq,
      rev: row.rev,
      headId: headIds.get(row.id),
    }));
  }

  /** How many members each room has. */
  async memberCounts(): Promise<Map<string, number>> {
    const rows = await this.prisma.membership.groupBy({ by: ['roomId'], _count: true });
    return new Map(rows.map((row) => [row.roomId, row._count]));
  }

  async memberships(user: string): Promise<MembershipRecord[]> {
    const [rows, mentions] = await Promise.all([
      this.prisma.membership.findMany({ where: { userId: user } }),
      this.prisma.$queryRaw<{ roomId: string; seq: number | bigint }[]>`
        SELECT n."roomId", n."seq" FROM "Membership" AS m
        JOIN "Mention" AS n ON n."userId" = m."userId" AND n."roomId" = m."roomId" AND n."seq" > m."readSeq"
        WHERE m."userId" = ${user} ORDER BY n."seq"`,
    ]);
    const byRoom = new Map<string, number[]>();
    for (const { roomId, seq } of mentions) byRoom.set(roomId, [...(byRoom.get(roomId) ?? []), Number(seq)]);
    return rows.map((row) => ({
      room: row.roomId,
      role: row.role as Role,
      readSeq: row.readSeq,
      mentions: byRoom.get(row.roomId) ?? [],
    }));
  }

  /** The members of a room, by name. */
  async members(room: string): Promise<{ user: User; role: Role }[]> {
    const rows = await this.prisma.membership.findMany({
      where: { roomId: room },
      include: { user: { select: { id: true, name: true, kind: true, avatar: true } } },
      orderBy: { user: { name: 'asc' } },
    });
    return rows.map((row) => ({ user: toUser(row.user), role: row.role as Role }));
  }

  /** The session with this token hash, expired or not. */
  async session(tokenHash: string): Promise<SessionRecord | undefined> {
    const row = await this.prisma.session.findUnique({ where: { tokenHash }, include: { user: true } });
    if (!row) return undefined;
    return { id: row.id, user: toUser(row.user), expiresAt: row.expiresAt.getTime() };
  }
}
