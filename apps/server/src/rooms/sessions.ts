import { randomUUID } from 'node:crypto';
import type { User } from '@confab/protocol';
import type { Clock } from '../clock.ts';
import type { Append } from '../log/append.ts';
import type { Directory, SessionRecord } from '../log/directory.ts';
import { succeed } from './domain-error.ts';
import { refusalOf, type Sanctions } from './sanctions.ts';
import { hashSecret, newSecret } from './secret-token.ts';

/** How long a session lasts, ms: 400 days, the longest a browser keeps a cookie (RFC 6265bis). */
export const SESSION_MS = 400 * 24 * 60 * 60 * 1000;
/** How exactly it is known when a session was last used, ms. */
const SEEN_MS = 5 * 60 * 1000;
/** UTF-16 code units kept of what a browser calls itself. */
const USER_AGENT_LENGTH = 300;

export interface SessionOptions {
  append: Append;
  clock: Clock;
  directory: Directory;
  sanctions: Sanctions;
}

/** A session that has just begun; the token is never seen again. */
export interface StartedSession {
  user: User;
  token: string;
}

/** Logins: a random token for the client, its hash for the database. */
export class Sessions {
  constructor(private readonly options: SessionOptions) {}

  /** Starts a session for a new guest of this (normalised) name. */
  startGuest(name: string, userAgent: string): Promise<StartedSession> {
    return this.begin({ id: randomUUID(), name, kind: 'guest' }, true, userAgent);
  }

  /**
   * Starts another session of somebody who has shown who they are.
   * @throws DomainError forbidden, with reason and end, while they are banned from the server
   */
  async start(user: User, userAgent: string): Promise<StartedSession> {
    this.requireWelcome(user);
    return this.begin(user, false, userAgent);
  }

  /**
   * The live session of a token; undefined for a token that never was, was revoked, or has expired.
   * @throws DomainError forbidden, with reason and end, while its user is banned from the server
   */
  async find(token: string): Promise<SessionRecord | undefined> {
    if (token.length > 512) return undefined;
    const now = this.options.clock.now();
    const session = await this.options.directory.session(hashSecret(token));
    if (session) this.requireWelcome(session.user);
    if (!session || session.expiresAt <= now) return undefined;
    // Nobody waits for it: at worst the list of sessions shows an older time.
    if (now - session.lastSeenAt > SEEN_MS) {
      void this.options.append.submit({ kind: 'touch-session', session: session.id, at: now });
    }
    return session;
  }

  /** Ends a session for good. */
  async end(session: SessionRecord): Promise<void> {
    succeed(await this.options.append.submit({ kind: 'end-session', session: session.id }));
  }

  private requireWelcome(user: User): void {
    const ban = this.options.sanctions.find(user.id, 'ban');
    if (ban) throw refusalOf(ban);
  }

  private async begin(user: User, newUser: boolean, userAgent: string): Promise<StartedSession> {
    const token = newSecret();
    const at = this.options.clock.now();
    const outcome = await this.options.append.submit({
      kind: 'start-session',
      user,
      newUser,
      session: randomUUID(),
      tokenHash: hashSecret(token),
      userAgent: userAgent.slice(0, USER_AGENT_LENGTH),
      at,
      expiresAt: at + SESSION_MS,
    });
    succeed(outcome);
    return { user, token };
  }
}
