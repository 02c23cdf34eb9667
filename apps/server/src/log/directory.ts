import type { NotifyLevel, Room, RoomPreferences, ServerRole, User } from '@confab/protocol';
import type { PrismaClient } from '#prisma/sqlite';
import { toUser } from './message-row.ts';
import type { Role } from './operation.ts';
import type { PreparedSqlite } from './prepared-sqlite.ts';

/** A room as the directory knows it, with its head. */
export interface RoomRecord {
  room: Room;
  seq: number;
  rev: number;
  /** The message whose change is the head; undefined in an empty room. */
  headId: string | undefined;
  /** The `seq` of its newest messages that stand in threads only, ascending; 10,000 at most. */
  replies: number[];
  /** Of a direct room: what its members make of it. */
  directKey?: string;
}

/** What a member has of a room. */
export interface MembershipRecord extends RoomPreferences {
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
  /** The user's role on the server as a whole. */
  role: ServerRole;
  /** What the user says about themselves. */
  statusText: string;
  /** Unix ms. */
  lastSeenAt: number;
  expiresAt: number;
  /** A bot's, which has the rooms that it was let into and no others. */
  confined?: true;
}

/** How long pointers of a killed server may not have been written, ms, with a good margin; and messages of a room in it. */
const UNWRITTEN_MS = 10_000;
const UNWRITTEN_MESSAGES = 2_000;

/** Reads people, rooms, memberships and sessions. */
export class Directory {
  /** @param prepared for what is asked at every connection */
  constructor(
    private readonly prisma: PrismaClient,
    private readonly prepared: PreparedSqlite,
  ) {}

  /** Every room, with head. */
  async rooms(): Promise<RoomRecord[]> {
    const [rooms, heads, replies, directMembers] = await Promise.all([
      this.prisma.room.findMany({ orderBy: { createdAt: 'asc' } }),
      this.prisma.$queryRaw<{ roomId: string; id: string }[]>`
        SELECT r."id" AS "roomId", m."id" FROM "Room" AS r JOIN "Message" AS m ON m."roomId" = r."id" AND m."rev" = r."rev"`,
      this.prisma.$queryRaw<{ roomId: string; seqs: string }[]>`
        SELECT r."id" AS "roomId", (SELECT json_group_array("seq") FROM
          (SELECT t."seq" FROM "ThreadOnly" AS t WHERE t."roomId" = r."id" ORDER BY t."seq" DESC LIMIT 10000)) AS "seqs"
        FROM "Room" AS r`,
      this.prisma.membership.findMany({
        where: { room: { kind: 'direct' } },
        select: { roomId: true, user: { select: { id: true, name: true, kind: true, avatar: true } } },
      }),
    ]);
    const replySeqs = new Map(replies.map(({ roomId, seqs }) => [roomId, (JSON.parse(seqs) as number[]).reverse()]));
    const headIds = new Map(heads.map(({ roomId, id }) => [roomId, id]));
    const members = new Map<string, User[]>();
    for (const { roomId, user } of directMembers) {
      members.set(roomId, [...(members.get(roomId) ?? []), toUser(user)]);
    }
    return rooms.map((row) => ({
      room: {
        id: row.id,
        kind: row.kind === 'direct' ? 'direct' : 'room',
        slug: row.slug,
        name: row.name,
        topic: row.topic,
        private: row.isPrivate,
        archived: row.archived,
        ...(row.slowModeMs === 0 ? {} : { slowModeMs: row.slowModeMs }),
        ...(row.ownerId === null ? {} : { owner: row.ownerId }),
        ...(row.kind === 'direct' ? { people: members.get(row.id) ?? [] } : {}),
        createdAt: row.createdAt.getTime(),
      },
      seq: row.seq,
      rev: row.rev,
      headId: headIds.get(row.id),
      replies: replySeqs.get(row.id) ?? [],
      ...(row.directKey === null ? {} : { directKey: row.directKey }),
    }));
  }

  /** How many members each room has. */
  async memberCounts(): Promise<Map<string, number>> {
    const rows = await this.prisma.membership.groupBy({ by: ['roomId'], _count: true });
    return new Map(rows.map((row) => [row.roomId, row._count]));
  }

  /** What a user has of each of their rooms. */
  async memberships(user: string): Promise<MembershipRecord[]> {
    const rows = this.prepared.$queryRaw<MembershipRow[]>`
      SELECT m."roomId", m."role", m."readSeq", m."favourite", m."muted", m."notify", n."seq" AS "mention"
      FROM "Membership" AS m
      LEFT JOIN "Mention" AS n ON n."userId" = m."userId" AND n."roomId" = m."roomId" AND n."seq" > m."readSeq"
      WHERE m."userId" = ${user} ORDER BY n."seq"`;
    const records = new Map<string, MembershipRecord>();
    for (const row of rows) {
      const record = records.get(row.roomId) ?? toMembership(row);
      if (row.mention !== null) record.mentions.push(Number(row.mention));
      records.set(row.roomId, record);
    }
    return [...records.values()];
  }

  /**
   * Members who have written behind their own read pointer, as a server leaves them that is killed: pointers are
   * written later than messages. Looks at the end of the log alone.
   */
  async authorsBehind(): Promise<{ room: string; user: string; seq: number }[]> {
    // CROSS JOIN keeps this order: SQLite would begin with all messages.
    const rows = await this.prisma.$queryRaw<{ room: string; user: string; seq: number | bigint }[]>`
      WITH heads AS MATERIALIZED (
        SELECT "id", "seq", (SELECT m."at" FROM "Message" AS m WHERE m."roomId" = r."id" AND m."seq" = r."seq") AS "at"
        FROM "Room" AS r
      ), written AS (SELECT max("at") - ${UNWRITTEN_MS} AS "since" FROM heads)
      SELECT m."roomId" AS "room", m."authorId" AS "user", max(m."seq") AS "seq"
      FROM written CROSS JOIN heads AS h ON h."at" >= written."since"
      CROSS JOIN "Message" AS m ON m."roomId" = h."id" AND m."seq" > h."seq" - ${UNWRITTEN_MESSAGES} AND m."at" >= written."since"
      CROSS JOIN "Membership" AS k ON k."roomId" = m."roomId" AND k."userId" = m."authorId" AND k."readSeq" < m."seq"
      WHERE m."thread" IS NULL OR m."toRoom"
      GROUP BY 1, 2`;
    return rows.map(({ room, user, seq }) => ({ room, user, seq: Number(seq) }));
  }

  /** Who owns a room. */
  async ownerOf(room: string): Promise<string | undefined> {
    const row = await this.prisma.room.findUnique({ where: { id: room }, select: { ownerId: true } });
    return row?.ownerId ?? undefined;
  }

  /** The members of a room, by name. */
  async members(room: string): Promise<{ user: User; role: Role; statusText: string }[]> {
    const rows = await this.prisma.membership.findMany({
      where: { roomId: room },
      include: { user: { select: { id: true, name: true, kind: true, avatar: true, statusText: true } } },
      orderBy: { user: { name: 'asc' } },
    });
    return rows.map(({ user: { statusText, ...user }, role }) => ({
      user: toUser(user),
      role: role as Role,
      statusText,
    }));
  }

  /** The session with this token hash, expired or not. */
  async session(tokenHash: string): Promise<SessionRecord | undefined> {
    const [row] = this.prepared.$queryRaw<SessionRow[]>`
      SELECT s."id", s."expiresAt", s."lastSeenAt", u."statusText", u."id" AS "userId", u."name", u."kind", u."avatar", u."role"
      FROM "Session" AS s JOIN "User" AS u ON u."id" = s."userId" WHERE s."tokenHash" = ${tokenHash}`;
    if (!row) return undefined;
    const { id, userId, name, kind, avatar, role, statusText, lastSeenAt, expiresAt } = row;
    return {
      id,
      user: toUser({ id: userId, name, kind, avatar }),
      role: role as ServerRole,
      statusText,
      lastSeenAt: new Date(lastSeenAt).getTime(),
      expiresAt: new Date(expiresAt).getTime(),
    };
  }

  /** What a bot with this token hash has in place of a session; undefined where it was revoked. */
  async bot(tokenHash: string): Promise<SessionRecord | undefined> {
    const row = await this.prisma.bot.findFirst({
      where: { tokenHash, revokedAt: null },
      select: {
        allRooms: true,
        user: { select: { id: true, name: true, kind: true, avatar: true, role: true, statusText: true } },
      },
    });
    if (!row) return undefined;
    const { role, statusText, ...user } = row.user;
    const never = Number.MAX_SAFE_INTEGER;
    return {
      id: `bot ${user.id}`,
      user: toUser(user),
      role: role as ServerRole,
      statusText,
      lastSeenAt: never,
      expiresAt: never,
      ...(row.allRooms ? {} : { confined: true }),
    };
  }
}

/** As a raw statement returns it: SQLite has no boolean. */
interface MembershipRow {
  roomId: string;
  role: string;
  readSeq: number | bigint;
  favourite: number | bigint | boolean;
  muted: number | bigint | boolean;
  notify: string;
  mention: number | bigint | null;
}

function toMembership(row: MembershipRow): MembershipRecord {
  return {
    room: row.roomId,
    role: row.role as Role,
    readSeq: Number(row.readSeq),
    favourite: Boolean(Number(row.favourite)),
    muted: Boolean(Number(row.muted)),
    notify: row.notify as NotifyLevel,
    mentions: [],
  };
}

interface SessionRow {
  id: string;
  /** Prisma keeps it as text. */
  expiresAt: string;
  lastSeenAt: string;
  statusText: string;
  userId: string;
  name: string;
  kind: string;
  avatar: string | null;
  role: string;
}
