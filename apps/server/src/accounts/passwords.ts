import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { AccountDirectory } from '../log/account-directory.ts';
import type { Append } from '../log/append.ts';
import type { SessionRecord } from '../log/directory.ts';
import { DomainError, succeed } from '../rooms/domain-error.ts';
import { hashSecret, newSecret } from '../rooms/secret-token.ts';
import type { Sessions } from '../rooms/sessions.ts';
import type { Mailer } from './mailer.ts';
import type { PasswordHashing } from './password-hashing.ts';
import { RESET_MS, resetLink } from './reset-link.ts';

export interface PasswordOptions {
  accounts: AccountDirectory;
  append: Append;
  clock: Clock;
  hashing: PasswordHashing;
  sessions: Sessions;
  /** Undefined where the server sends no mail. */
  mailer: Mailer | undefined;
  /** Hears of a mail that could not be sent. */
  onMailFailed: (error: unknown) => void;
}

/** Changing a password, and setting a new one where it was forgotten. */
export class Passwords {
  constructor(private readonly options: PasswordOptions) {}

  /**
   * Changes one's password and ends one's other sessions.
   * @throws DomainError forbidden: one has none, or the old one is wrong; conflict: it was changed meanwhile
   */
  async change(session: SessionRecord, before: string, next: string): Promise<void> {
    const { accounts, append, clock, hashing, sessions } = this.options;
    const { id, user } = session;
    const credential = await accounts.credential(user.id);
    if (!credential || !(await hashing.verify(credential.passwordHash, before))) {
      throw new DomainError('forbidden', 'the password so far is wrong');
    }
    const passwordHash = await hashing.hash(next);
    const { passwordHash: previousHash } = credential;
    succeed(
      await append.submit({
        kind: 'set-password',
        user: user.id,
        previousHash,
        passwordHash,
        keep: id,
        at: clock.now(),
      }),
    );
    sessions.revoked((other) => other.user.id === user.id && other.id !== id);
  }

  /**
   * Mails a link to set a new password, where the address has an account. Goes on in the background, so that the time it
   * takes tells nothing about that.
   */
  requestReset(email: string): void {
    this.sendReset(email).catch(this.options.onMailFailed);
  }

  /** Uses a link: sets the password and ends all sessions. @throws DomainError invalid: it was used, or has expired */
  async reset(token: string, password: string): Promise<void> {
    const { accounts, append, clock, hashing, sessions } = this.options;
    const tokenHash = hashSecret(token);
    const user = await accounts.resetOwner(tokenHash, clock.now());
    if (user === undefined) throw new DomainError('invalid', 'token: this link has been used or has expired');
    const passwordHash = await hashing.hash(password);
    succeed(await append.submit({ kind: 'reset-password', user, tokenHash, passwordHash, at: clock.now() }));
    sessions.revoked((session) => session.user.id === user);
  }

  private async sendReset(email: string): Promise<void> {
    const { accounts, append, clock, mailer } = this.options;
    const account = mailer && (await accounts.byEmail(email));
    if (!account) return;
    const token = newSecret();
    const at = clock.now();
    const { id: user, name } = account.user;
    const link = { id: randomUUID(), user, tokenHash: hashSecret(token), at, expiresAt: at + RESET_MS };
    succeed(await append.submit({ kind: 'create-reset', ...link }));
    await mailer.send({
      to: email,
      subject: 'A new password for Confab',
      text: [
        `Hello ${name},`,
        'this link sets a new password. It works once, within an hour:',
        resetLink(mailer.publicUrl, token),
        'If you didn’t ask for it, there is nothing to do: your password stays as it is.',
      ].join('\n\n'),
    });
  }
}
