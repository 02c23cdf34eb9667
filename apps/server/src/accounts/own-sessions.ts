import type { OwnSession } from '@confab/protocol';
import type { Clock } from '../clock.ts';
import type { AccountDirectory } from '../log/account-directory.ts';
import type { Append } from '../log/append.ts';
import type { SessionRecord } from '../log/directory.ts';
import { DomainError, succeed } from '../rooms/domain-error.ts';
import type { Sessions } from '../rooms/sessions.ts';

export interface OwnSessionsOptions {
  accounts: AccountDirectory;
  append: Append;
  clock: Clock;
  sessions: Sessions;
}

/** Where somebody is signed in, and how they sign out from afar. */
export class OwnSessions {
  constructor(private readonly options: OwnSessionsOptions) {}

  /** The live sessions of a session's user, the one used last first. */
  async list({ id, user }: SessionRecord): Promise<OwnSession[]> {
    const { accounts, clock } = this.options;
    const listed = await accounts.sessions(user.id, clock.now());
    return listed.map(({ createdAt, ...one }) => ({ ...one, startedAt: createdAt, current: one.id === id }));
  }

  /** Ends one of them, wherever it is. @throws DomainError session_not_found: it is none of theirs */
  async revoke(current: SessionRecord, id: string): Promise<void> {
    const { append, sessions } = this.options;
    const listed = await this.list(current);
    if (!listed.some((one) => one.id === id)) throw new DomainError('session_not_found', 'there is no such session');
    succeed(await append.submit({ kind: 'end-sessions', user: current.user.id, only: id }));
    sessions.revoked((session) => session.id === id);
  }

  /** Ends all but this one. */
  async revokeOthers({ id, user }: SessionRecord): Promise<void> {
    const { append, sessions } = this.options;
    succeed(await append.submit({ kind: 'end-sessions', user: user.id, except: id }));
    sessions.revoked((session) => session.user.id === user.id && session.id !== id);
  }
}
