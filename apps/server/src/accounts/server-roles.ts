import type { ServerRole } from '@confab/protocol';
import type { Clock } from '../clock.ts';
import type { AccountDirectory, AccountRecord } from '../log/account-directory.ts';
import type { Append } from '../log/append.ts';
import { requireOnServer } from '../rooms/access.ts';
import { auditRecord } from '../rooms/audit-record.ts';
import { DomainError, succeed } from '../rooms/domain-error.ts';
import type { Person } from '../rooms/person.ts';
import type { Profiles } from './profiles.ts';

/** The roles that an account can have. */
export type AccountRole = Exclude<ServerRole, 'guest'>;

export interface ServerRoleOptions {
  accounts: AccountDirectory;
  append: Append;
  clock: Clock;
  profiles: Profiles;
}

/** Who runs the server. */
export class ServerRoles {
  private note: string | undefined;

  constructor(private readonly options: ServerRoleOptions) {}

  /**
   * Gives an account another role. Nobody changes their own, so a server never loses its last owner.
   * @throws DomainError forbidden, user_not_found, conflict: it is one's own
   */
  async change(person: Person, user: string, role: AccountRole): Promise<AccountRecord> {
    requireOnServer(person, 'changeServerRoles');
    if (user === person.user.id) throw new DomainError('conflict', 'somebody else has to change your role');
    const { append, clock, profiles } = this.options;
    const before = await this.account(user);
    const at = clock.now();
    const audit = auditRecord(at, person, 'user.role', { user, detail: { from: before.role, to: role } });
    succeed(await append.submit({ kind: 'set-server-role', user, role, at, audit }));
    // Read anew: they may have changed their name meanwhile.
    const account = await this.account(user);
    await profiles.changed(account);
    return account;
  }

  /** Takes on a role that `npm run admin` has changed beside the server since the last look. */
  async look(): Promise<void> {
    const { accounts, profiles } = this.options;
    const note = await accounts.roleNote();
    if (note === this.note) return;
    this.note = note;
    const account = note && (await accounts.byId(note.split(' ')[1] ?? ''));
    if (account) await profiles.changed(account);
  }

  private async account(user: string): Promise<AccountRecord> {
    const account = await this.options.accounts.byId(user);
    if (account?.email === undefined) throw new DomainError('user_not_found', 'there is no such account');
    return account;
  }
}
