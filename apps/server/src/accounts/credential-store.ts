import { AsyncLocalStorage } from 'node:async_hooks';
import { createAdapterFactory } from 'better-auth/adapters';
import type { Clock } from '../clock.ts';
import type { AccountDirectory } from '../log/account-directory.ts';
import type { Append } from '../log/append.ts';
import type { RegisterOperation } from '../log/directory/account-operation.ts';
import { succeed } from '../rooms/domain-error.ts';

/** What a sign-up brings along besides name, address and password. */
export interface SignUp {
  /** The guest who becomes the account; their session gets a new token. */
  guest: { user: string; session: string; tokenHash: string } | undefined;
  /** The hash of an invite's code, where one is needed. */
  invite: string | undefined;
}

export interface CredentialStoreOptions {
  append: Append;
  clock: Clock;
  accounts: AccountDirectory;
}

type Row = Record<string, unknown>;
type Where = readonly { field: string; value: unknown }[];

/**
 * What better-auth keeps and looks up, on our log. It writes a user and then their account: both are gathered, and go to
 * the writer thread as one operation, together with what the sign-up brought along. Its sessions are not kept: ours are
 * the only ones (docs/adr/0010).
 */
export class CredentialStore {
  /** Which sign-up it is that better-auth writes for. */
  readonly signUps = new AsyncLocalStorage<SignUp & { user?: Row }>();

  constructor(private readonly options: CredentialStoreOptions) {}

  /** Runs a sign-up of better-auth's, which then writes for this guest and this invite. */
  during<T>(signUp: SignUp, run: () => Promise<T>): Promise<T> {
    return this.signUps.run({ ...signUp }, run);
  }

  /** better-auth's way in. */
  readonly adapter = createAdapterFactory({
    config: { adapterId: 'confab', adapterName: 'Confab', transaction: false },
    adapter: () => ({
      create: async <T extends Row>({ model, data }: { model: string; data: T }): Promise<T> => {
        if (model === 'user') return this.gatherUser(data);
        if (model === 'account') await this.register(data);
        else if (model !== 'session') throw unused(`create ${model}`);
        return data;
      },
      findOne: async <T>({ model, where }: { model: string; where: Where }): Promise<T | null> =>
        ((await this.find(model, where))[0] as T | undefined) ?? null,
      findMany: async <T>({ model, where = [] }: { model: string; where?: Where | undefined }): Promise<T[]> =>
        (await this.find(model, where)) as T[],
      update: () => Promise.reject(unused('update')),
      updateMany: () => Promise.reject(unused('updateMany')),
      delete: () => Promise.reject(unused('delete')),
      deleteMany: () => Promise.reject(unused('deleteMany')),
      count: () => Promise.reject(unused('count')),
    }),
  });

  private gatherUser<T extends Row>(data: T): T {
    const signUp = this.current();
    const user = signUp.guest ? { ...data, id: signUp.guest.user } : data;
    signUp.user = user;
    return user;
  }

  private async register(account: Row): Promise<void> {
    const { guest, invite, user } = this.current();
    const operation: RegisterOperation = {
      kind: 'register',
      user: { id: String(user?.id), name: String(user?.name), email: String(user?.email) },
      guest,
      account: { id: String(account.id), passwordHash: String(account.password) },
      invite,
      at: this.options.clock.now(),
    };
    succeed(await this.options.append.submit(operation));
  }

  private async find(model: string, where: Where): Promise<Row[]> {
    const [condition] = where;
    const value = String(condition?.value);
    if (model === 'user' && condition?.field === 'email') return this.findUser(value);
    if (model === 'account' && condition?.field === 'userId') return this.findAccount(value);
    throw unused(`find ${model} by ${condition?.field}`);
  }

  private async findUser(email: string): Promise<Row[]> {
    const account = await this.options.accounts.byEmail(email);
    return account ? [{ id: account.user.id, name: account.user.name, email, emailVerified: false, image: null }] : [];
  }

  private async findAccount(user: string): Promise<Row[]> {
    const credential = await this.options.accounts.credential(user);
    if (!credential) return [];
    const { id, passwordHash } = credential;
    return [{ id, userId: user, accountId: user, providerId: 'credential', password: passwordHash }];
  }

  private current(): SignUp & { user?: Row } {
    const signUp = this.signUps.getStore();
    if (!signUp) throw unused('a user outside of a sign-up');
    return signUp;
  }
}

function unused(what: string): Error {
  return new Error(`better-auth is not used for this: ${what}`);
}
