import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { User } from '@confab/protocol';
import type { Clock } from '../clock.ts';
import type { Append } from '../log/append.ts';
import type { Directory, SessionRecord } from '../log/directory.ts';
import { succeed } from './domain-error.ts';

/** How long a session lasts without being renewed, ms: 400 days, the longest a browser keeps a cookie (RFC 6265bis). */
export const SESSION_MS = 400 * 24 * 60 * 60 * 1000;

export interface SessionOptions {
  append: Append;
  clock: Clock;
  directory: Directory;
}

/** Logins: a random token for the client, its hash for the database. */
export class Sessions {
  constructor(private readonly options: SessionOptions) {}

  /** Starts a session for a new guest of this (normalised) name. The token is never seen again. */
  async startGuest(name: string): Promise<{ user: User; token: string }> {
    const { append, clock } = this.options;
    const user: User = { id: randomUUID(), name, kind: 'guest' };
    const token = randomBytes(32).toString('base64url');
    const at = clock.now();
    const outcome = await append.submit({
      kind: 'start-session',
      user,
      newUser: true,
      session: randomUUID(),
      tokenHash: hash(token),
      at,
      expiresAt: at + SESSION_MS,
    });
    succeed(outcome);
    return { user, token };
  }

  /** The live session of a token; undefined for a token that never was, was revoked, or has expired. */
  async find(token: string): Promise<SessionRecord | undefined> {
    if (token.length > 512) return undefined;
    const session = await this.options.directory.session(hash(token));
    return session && session.expiresAt > this.options.clock.now() ? session : undefined;
  }

  /** Ends a session for good. */
  async end(session: SessionRecord): Promise<void> {
    succeed(await this.options.append.submit({ kind: 'end-session', session: session.id }));
  }
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
