import { randomUUID } from 'node:crypto';
import { CLOSE, type User } from '@confab/protocol';
import type { Clock } from '../clock.ts';
import type { Append } from '../log/append.ts';
import type { Directory, SessionRecord } from '../log/directory.ts';
import { succeed } from './domain-error.ts';
import { refusalOf, type Sanctions } from './sanctions.ts';
import { hashSecret, isBotToken, newSecret } from './secret-token.ts';

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
  /** Sessions have ended: the connections of those that match must go. */
  onEnded: (matches: (session: SessionRecord) => boolean, code: number, reason: string) => void;
}

/** A session that has just begun; the token is never seen again. */
export interface StartedSession {
  user: User;
  token: string;
}

/** Logins: a random token for the client, its hash for the database. */
export class Sessions {
  /** How often sessions have ended since the start: whoever read one before the last time cannot trust it any more. */
  private endings = 0;
  private readonly readings = new WeakMap<SessionRecord, { token: string; asOf: number }>();

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
    const { clock, directory } = this.options;
    const now = clock.now();
    const tokenHash = hashSecret(token);
    const asOf = this.endings;
    const session = await (isBotToken(token) ? directory.bot(tokenHash) : directory.session(tokenHash));
    if (session) this.requireWelcome(session.user);
    if (!session || session.expiresAt <= now) return undefined;
    this.readings.set(session, { token, asOf });
    // Nobody waits for it: at worst the list of sessions shows an older time.
    if (now - session.lastSeenAt > SEEN_MS) {
      void this.options.append.submit({ kind: 'touch-session', session: session.id, at: now });
    }
    return session;
  }

  /** Whether a session that was found a moment ago is still one: others may have ended meanwhile. */
  async stillHolds(session: SessionRecord): Promise<boolean> {
    const reading = this.readings.get(session);
    if (!reading || reading.asOf === this.endings) return true;
    return (await this.find(reading.token)) !== undefined;
  }

  /** Ends a session for good, by its own hand: its connections close with 4001. */
  async end({ id }: SessionRecord): Promise<void> {
    succeed(await this.options.append.submit({ kind: 'end-session', session: id }));
    this.ended((session) => session.id === id, CLOSE.unauthenticated, 'the session has ended');
  }

  /** Says that sessions have been taken away: nobody gets in with one any more, and their connections close with 4003. */
  revoked(matches: (session: SessionRecord) => boolean): void {
    this.ended(matches, CLOSE.revoked, 'the session was revoked');
  }

  /** Forgets the sessions whose time is over. */
  async expire(): Promise<void> {
    const at = this.options.clock.now();
    succeed(await this.options.append.submit({ kind: 'expire-sessions', at }));
    this.ended(({ expiresAt }) => expiresAt <= at, CLOSE.unauthenticated, 'the session has expired');
  }

  private ended(...[matches, code, reason]: Parameters<SessionOptions['onEnded']>): void {
    this.endings += 1;
    this.options.onEnded(matches, code, reason);
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
