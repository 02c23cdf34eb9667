import type { ServerRole, User } from '@confab/protocol';
import { Prisma, type PrismaClient } from '#prisma/sqlite';
import { toUser } from './message-row.ts';
import type { Role } from './operation.ts';

/** A user and what they are on the server. */
export interface UserRecord {
  user: User;
  serverRole: ServerRole;
}

/** Reads who there is. `among`: only people who share a room with this user; without it, everybody. */
export class PeopleDirectory {
  constructor(private readonly prisma: PrismaClient) {}

  /** People whose name holds `text`, those first whose name begins with it, guests last. */
  async find(text: string, limit: number, among?: string): Promise<UserRecord[]> {
    const patterns = inAnyCase(text.replace(/[\\%_]/g, '\\$&'));
    const rows = await this.prisma.$queryRaw<UserRow[]>`
      SELECT u."id", u."name", u."kind", u."avatar", u."role" FROM "User" AS u
      WHERE ${isLike(patterns.map((pattern) => `%${pattern}%`))} AND ${sharesRoom(among)}
      ORDER BY ${isLike(patterns.map((pattern) => `${pattern}%`))} DESC, u."kind" = 'guest', u."name", u."id"
      LIMIT ${limit}`;
    return rows.map(toRecord);
  }

  /** Those of these users who exist. */
  async users(ids: string[], among?: string): Promise<UserRecord[]> {
    const rows = await this.prisma.$queryRaw<UserRow[]>`
      SELECT u."id", u."name", u."kind", u."avatar", u."role" FROM "User" AS u
      WHERE u."id" IN (SELECT value FROM json_each(${JSON.stringify(ids)})) AND ${sharesRoom(among)}`;
    return rows.map(toRecord);
  }

  /** A member of a room. */
  async member(room: string, user: string): Promise<(UserRecord & { role: Role }) | undefined> {
    const row = await this.prisma.membership.findUnique({
      where: { roomId_userId: { roomId: room, userId: user } },
      include: { user: { select: { id: true, name: true, kind: true, avatar: true, role: true } } },
    });
    return row ? { ...toRecord(row.user), role: row.role as Role } : undefined;
  }
}

interface UserRow {
  id: string;
  name: string;
  kind: string;
  avatar: string | null;
  role: string;
}

function toRecord(row: UserRow): UserRecord {
  return { user: toUser(row), serverRole: row.role as ServerRole };
}

// As people write a name. SQLite itself compares only ASCII in any case.
function inAnyCase(text: string): string[] {
  const lower = text.toLowerCase();
  const asNames = lower.replace(/(?<![\p{L}\p{M}])\p{L}/gu, (letter) => letter.toUpperCase());
  return [...new Set([text, lower, text.toUpperCase(), asNames])];
}

function isLike(patterns: readonly string[]): Prisma.Sql {
  const any = patterns.map((pattern) => Prisma.sql`u."name" LIKE ${pattern} ESCAPE '\\'`);
  return Prisma.sql`(${Prisma.join(any, ' OR ')})`;
}

function sharesRoom(user: string | undefined): Prisma.Sql {
  if (user === undefined) return Prisma.sql`TRUE`;
  return Prisma.sql`EXISTS (
    SELECT 1 FROM "Membership" AS mine JOIN "Membership" AS theirs ON theirs."roomId" = mine."roomId"
    WHERE mine."userId" = ${user} AND theirs."userId" = u."id")`;
}
