import type { User } from '@confab/protocol';
import type { AccountDirectory, AccountRecord } from '../log/account-directory.ts';
import type { SessionRecord } from '../log/directory.ts';
import { DomainError } from '../rooms/domain-error.ts';
import type { People } from '../rooms/people.ts';
import { hashSecret, newSecret } from '../rooms/secret-token.ts';
import type { Sessions } from '../rooms/sessions.ts';
import type { Credential, Credentials } from './credentials.ts';
import type { Profiles } from './profiles.ts';

export interface AccountOptions {
  accounts: AccountDirectory;
  credentials: Credentials;
  people: People;
  profiles: Profiles;
  sessions: Sessions;
  /** Who may make an account: everybody, those with an invite to the server, or nobody any more. */
  signUp: 'open' | 'invite' | 'closed';
}

/** What somebody fills in for an account; normalised. */
export interface SignUpWish extends Credential {
  name: string;
  /** The code of an invite to the server. */
  invite: string | undefined;
}

/** An account with a session that has just begun. */
export interface SignedIn {
  account: AccountRecord;
  token: string;
}

/** Making accounts and signing in to them. */
export class Accounts {
  constructor(private readonly options: AccountOptions) {}

  /**
   * Makes an account and signs in to it. A guest becomes it: same user, same session, with a new token.
   * @throws DomainError forbidden (sign-up is closed, or the invite does not hold), conflict, unavailable
   */
  async signUp(wish: SignUpWish, current: SessionRecord | undefined, userAgent: string): Promise<SignedIn> {
    const guest = current?.user.kind === 'guest' ? current : undefined;
    const invite = this.admitted(wish.invite);
    const token = newSecret();
    const { email, name, password } = wish;
    const user = await this.options.credentials.register(
      { email, name, password },
      { guest: guest && { user: guest.user.id, session: guest.id, tokenHash: hashSecret(token) }, invite },
    );
    const account = await this.account(user);
    if (!guest) return { account, token: (await this.options.sessions.start(account.user, userAgent)).token };
    await this.options.profiles.changed(account);
    return { account, token };
  }

  /** @throws DomainError unauthenticated, unavailable */
  async signIn(credential: Credential, userAgent: string): Promise<SignedIn> {
    const account = await this.account(await this.options.credentials.check(credential));
    return { account, token: (await this.options.sessions.start(account.user, userAgent)).token };
  }

  /** What the owner of an account sees of it. */
  async account(user: User['id']): Promise<AccountRecord> {
    const account = await this.options.accounts.byId(user);
    if (!account) throw new DomainError('unauthenticated', 'this user is gone');
    return account;
  }

  /** Whether an account may be made now. @returns the hash of the invite it needs */
  private admitted(code: string | undefined): string | undefined {
    const { signUp } = this.options;
    if (signUp === 'closed') throw new DomainError('forbidden', 'no new accounts are made here');
    if (signUp === 'open') return undefined;
    if (code === undefined) throw new DomainError('forbidden', 'an invite is needed to make an account here');
    return hashSecret(code);
  }
}
