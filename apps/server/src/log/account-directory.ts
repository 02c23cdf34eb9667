import type { BotInfo, ServerRole, User } from '@confab/protocol';
import type { PrismaClient } from '#prisma/sqlite';
import { ROLE_NOTE } from './directory/account-writers.ts';
import { toUser } from './message-row.ts';

/** An account as its owner sees it. */
export interface AccountRecord {
  user: User;
  role: ServerRole;
  /** Undefined for guests and bots. */
  email: string | undefined;
  statusText: string;
}

/** How somebody signs in. */
export interface CredentialRecord {
  id: string;
  userId: string;
  passwordHash: string;
}

/** A session in its owner's list. Unix ms. */
export interface ListedSession {
  id: string;
  userAgent: string;
  createdAt: number;
  lastSeenAt: number;
}

const USER = { id: true, name: true, kind: true, avatar: true } as const;
const PERSON = { id: true, name: true, kind: true, avatar: true, email: true, role: true, statusText: true } as const;

/** Reads accounts and what belongs to them. */
export class AccountDirectory {
  constructor(private readonly prisma: PrismaClient) {}

  /** Whether there is any account; guests and bots have none. */
  async any(): Promise<boolean> {
    return (await this.prisma.user.findFirst({ where: { kind: 'person' }, select: { id: true } })) !== null;
  }

  async byId(id: string): Promise<AccountRecord | undefined> {
    return toAccount(await this.prisma.user.findUnique({ where: { id }, select: PERSON }));
  }

  /** @param email lower-case */
  async byEmail(email: string): Promise<AccountRecord | undefined> {
    return toAccount(await this.prisma.user.findUnique({ where: { email }, select: PERSON }));
  }

  /** The password of a user; undefined where they have none. */
  async credential(user: string): Promise<CredentialRecord | undefined> {
    const row = await this.prisma.account.findFirst({
      where: { userId: user, providerId: 'credential' },
      select: { id: true, userId: true, password: true },
    });
    return row?.password ? { id: row.id, userId: row.userId, passwordHash: row.password } : undefined;
  }

  /** Whose password a link resets; undefined where it was used or has expired. */
  async resetOwner(tokenHash: string, now: number): Promise<string | undefined> {
    const row = await this.prisma.verification.findFirst({
      where: { identifier: `reset-password:${tokenHash}`, expiresAt: { gt: new Date(now) } },
      select: { value: true },
    });
    return row?.value;
  }

  /** The note that `npm run admin` left when it last changed a role; another one each time. */
  async roleNote(): Promise<string | undefined> {
    return (await this.prisma.meta.findUnique({ where: { key: ROLE_NOTE } }))?.value;
  }

  /** Every bot that is not revoked, by name. */
  async bots(): Promise<BotInfo[]> {
    const rows = await this.prisma.bot.findMany({
      where: { revokedAt: null },
      include: { user: { select: USER } },
      orderBy: [{ user: { name: 'asc' } }, { userId: 'asc' }],
    });
    const makers = await this.prisma.user.findMany({
      where: { id: { in: rows.map((row) => row.createdBy) } },
      select: USER,
    });
    const byId = new Map(makers.map((maker) => [maker.id, toUser(maker)]));
    return rows.map((row) => ({
      user: toUser(row.user),
      allRooms: row.allRooms,
      createdBy: byId.get(row.createdBy) ?? { id: row.createdBy, name: '', kind: 'person' },
      createdAt: row.createdAt.getTime(),
    }));
  }

  /** The live sessions of a user, the one used last first. */
  async sessions(user: string, now: number): Promise<ListedSession[]> {
    const rows = await this.prisma.session.findMany({
      where: { userId: user, expiresAt: { gt: new Date(now) } },
      orderBy: { lastSeenAt: 'desc' },
      take: 200,
      select: { id: true, userAgent: true, createdAt: true, lastSeenAt: true },
    });
    return rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.getTime(),
      lastSeenAt: row.lastSeenAt.getTime(),
    }));
  }
}

interface PersonRow {
  id: string;
  name: string;
  kind: string;
  avatar: string | null;
  email: string | null;
  role: string;
  statusText: string;
}

function toAccount(row: PersonRow | null): AccountRecord | undefined {
  if (!row) return undefined;
  const { email, role, statusText, ...user } = row;
  return { user: toUser(user), role: role as ServerRole, email: email ?? undefined, statusText };
}
