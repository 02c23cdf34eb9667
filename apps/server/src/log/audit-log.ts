import type { AuditAction, AuditDetail, AuditEntry } from '@confab/protocol';
import { Prisma, type PrismaClient } from '#prisma/sqlite';
import { toUser } from './message-row.ts';

/** What of the audit log is asked for; what is absent does not narrow it. Users and rooms by id. */
export interface AuditQuery {
  actor?: string | undefined;
  user?: string | undefined;
  room?: string | undefined;
  action?: AuditAction | undefined;
  /** Only entries with a smaller id. */
  before?: number | undefined;
  limit: number;
}

/** Which entries about rooms somebody may see. Those about no room are the caller's to decide. */
export interface AuditScope {
  /** Rooms that the asker may know of. */
  rooms: string[];
  /** Also entries about the server as a whole, and about public rooms that are gone. */
  server: boolean;
}

/** Reads what was done by whom to whom. */
export class AuditLog {
  constructor(private readonly prisma: PrismaClient) {}

  /** The newest entries first; a room has the name that it had at the time. */
  async page(query: AuditQuery, scope: AuditScope): Promise<AuditEntry[]> {
    const rooms = JSON.stringify(scope.rooms);
    const where = [Prisma.sql`(a."room" IN (SELECT value FROM json_each(${rooms})) OR ${serverEntries(scope)})`];
    if (query.actor !== undefined) where.push(Prisma.sql`a."actor" = ${query.actor}`);
    if (query.user !== undefined) where.push(Prisma.sql`a."user" = ${query.user}`);
    if (query.room !== undefined) where.push(Prisma.sql`a."room" = ${query.room}`);
    if (query.action !== undefined) where.push(Prisma.sql`a."action" = ${query.action}`);
    if (query.before !== undefined) where.push(Prisma.sql`a."id" < ${query.before}`);
    const rows = await this.prisma.$queryRaw<AuditRow[]>`
      SELECT a.*, p."name" AS "actorName", p."kind" AS "actorKind", p."avatar" AS "actorAvatar",
        u."name" AS "userName", u."kind" AS "userKind", u."avatar" AS "userAvatar"
      FROM "AuditEntry" AS a
      LEFT JOIN "User" AS p ON p."id" = a."actor" LEFT JOIN "User" AS u ON u."id" = a."user"
      WHERE ${Prisma.join(where, ' AND ')} ORDER BY a."id" DESC LIMIT ${query.limit}`;
    return rows.map(toEntry);
  }
}

// A private room that is gone is as unknown as one that never was.
function serverEntries({ server }: AuditScope): Prisma.Sql {
  if (!server) return Prisma.sql`false`;
  return Prisma.sql`a."room" IS NULL OR (a."detail" ->> 'roomName' IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM "Room" AS r WHERE r."id" = a."room"))`;
}

interface AuditRow {
  id: number | bigint;
  /** Prisma keeps it as text. */
  at: string | Date;
  actor: string;
  action: string;
  user: string | null;
  room: string | null;
  message: string | null;
  detail: string;
  actorName: string | null;
  actorKind: string | null;
  actorAvatar: string | null;
  userName: string | null;
  userKind: string | null;
  userAvatar: string | null;
}

function toEntry(row: AuditRow): AuditEntry {
  const { roomName, private: _private, ...detail } = JSON.parse(row.detail) as AuditDetail;
  const entry: AuditEntry = {
    id: Number(row.id),
    at: new Date(row.at).getTime(),
    actor: person(row.actor, row.actorName, row.actorKind, row.actorAvatar),
    action: row.action as AuditAction,
    detail,
  };
  if (row.user !== null) entry.user = person(row.user, row.userName, row.userKind, row.userAvatar);
  if (row.room !== null) entry.room = { id: row.room, name: typeof roomName === 'string' ? roomName : '' };
  if (row.message !== null) entry.message = row.message;
  return entry;
}

// Somebody whose account is gone keeps their place in what was done.
function person(id: string, name: string | null, kind: string | null, avatar: string | null): AuditEntry['actor'] {
  return toUser({ id, name: name ?? 'Somebody who is gone', kind: kind ?? 'person', avatar });
}
