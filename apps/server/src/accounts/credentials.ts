import { randomBytes, randomUUID } from 'node:crypto';
import { APIError } from 'better-auth/api';
import { betterAuth } from 'better-auth/minimal';
import { DomainError } from '../rooms/domain-error.ts';
import { AsyncContexts } from './async-contexts.ts';
import type { CredentialStore, SignUp } from './credential-store.ts';
import { PASSWORD } from './password-bounds.ts';
import type { PasswordHashing } from './password-hashing.ts';

/** Address and password, as somebody typed them; checked and normalised. */
export interface Credential {
  /** Lower-case. */
  email: string;
  password: string;
}

/** Who has which password: better-auth's part of an account. Sessions are ours (docs/adr/0010). */
export class Credentials {
  private readonly auth: ReturnType<typeof createAuth>;
  private readonly contexts: AsyncContexts;

  constructor(
    private readonly store: CredentialStore,
    hashing: PasswordHashing,
  ) {
    this.auth = createAuth(store, hashing);
    this.contexts = new AsyncContexts(store.signUps);
  }

  /**
   * Makes an account. @returns the user's id
   * @throws DomainError conflict (the address has one), forbidden (the invite), unavailable
   */
  async register(credential: Credential & { name: string }, signUp: SignUp): Promise<string> {
    const { user } = await this.ask(() =>
      this.store.during(signUp, () => this.auth.api.signUpEmail({ body: credential })),
    );
    return user.id;
  }

  /**
   * Checks a password. A known and an unknown address take the same time. @returns the user's id
   * @throws DomainError unauthenticated, unavailable
   */
  async check(credential: Credential): Promise<string> {
    return (await this.ask(() => this.auth.api.signInEmail({ body: credential }))).user.id;
  }

  private async ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await this.contexts.run(question);
    } catch (error) {
      throw error instanceof APIError ? toDomainError(error) : error;
    }
  }
}

function createAuth(store: CredentialStore, hashing: PasswordHashing) {
  return betterAuth({
    baseURL: 'http://localhost',
    // Signs its cookies, which nobody gets to see.
    secret: randomBytes(32).toString('base64'),
    database: store.adapter,
    advanced: { database: { generateId: () => randomUUID() } },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: PASSWORD.min,
      maxPasswordLength: PASSWORD.max,
      password: {
        hash: (password) => hashing.hash(password),
        verify: ({ hash, password }) => hashing.verify(hash, password),
      },
    },
    telemetry: { enabled: false },
    // What goes wrong is ours to tell.
    logger: { disabled: true },
  });
}

function toDomainError(error: APIError): DomainError | APIError {
  if (error.status === 'UNAUTHORIZED')
    return new DomainError('unauthenticated', 'the email address or password is wrong');
  if (error.body?.code === 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL') {
    return new DomainError('conflict', 'there is an account with this email address already');
  }
  if (error.statusCode === 400) return new DomainError('invalid', error.message);
  return error;
}
