import { LIMITS, type SignedInReply } from '@confab/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { Accounts, SignedIn } from '../accounts/accounts.ts';
import type { Attempts } from '../accounts/attempts.ts';
import type { Clock } from '../clock.ts';
import { DomainError } from '../rooms/domain-error.ts';
import type { Sessions } from '../rooms/sessions.ts';
import type { Rate } from '../token-bucket.ts';
import { addressKey } from './address-key.ts';
import { AddressRate } from './address-rate.ts';
import { nameField, parse } from './body.ts';
import { emailField, newPasswordField, passwordField } from './credential-fields.ts';
import { documented } from './route-docs.ts';
import { clearSessionCookie, cookieSession, sessionOf, setSessionCookie, userAgentOf } from './session-cookie.ts';
import { toSessionInfo } from './session-info.ts';

const signUpBody = v.object({
  email: emailField,
  password: newPasswordField,
  name: nameField(LIMITS.nameCodePoints),
  invite: v.optional(v.pipe(v.string('must be a string'), v.maxLength(200, 'is too long'))),
});
const signInBody = v.object({ email: emailField, password: passwordField });

export interface AuthRoutesOptions {
  accounts: Accounts;
  clock: Clock;
  sessions: Sessions;
  /** New accounts of one address. */
  signUpRate: Rate;
  /** Wrong passwords, the same for all routes that ask for one. */
  attempts: Attempts;
}

/** `/api/auth`: make an account, sign in, sign out. */
export function registerAuth(app: FastifyInstance, options: AuthRoutesOptions): void {
  const { accounts, attempts, clock, sessions } = options;
  const newcomers = new AddressRate(options.signUpRate);

  app.post(
    '/api/auth/sign-up/email',
    documented({
      tag: 'account',
      summary: 'Make an account and sign in to it; a guest becomes it and keeps everything',
      body: signUpBody,
      reply: '{user, role, email, token}, and the session cookie',
      errors: ['invalid', 'forbidden', 'conflict', 'rate_limited'],
      open: true,
    }),
    async (request, reply): Promise<SignedInReply> => {
      const { invite, ...wish } = parse(signUpBody, request.body);
      const wait = newcomers.take(request.ip, clock.elapsed());
      if (wait > 0) throw new DomainError('rate_limited', 'too many new accounts from your address', wait);
      const current = await sessionOf(request, sessions);
      const before = await cookieSession(request, sessions);
      const signedIn = await accounts.signUp({ ...wish, invite }, current, userAgentOf(request));
      const info = welcome(request, reply, signedIn);
      // A guest's goes on as the account's.
      if (before && before.user.id !== info.user.id) await sessions.end(before);
      return info;
    },
  );

  app.post(
    '/api/auth/sign-in/email',
    documented({
      tag: 'account',
      summary: 'Sign in; the session of the request’s cookie, if any, ends',
      body: signInBody,
      reply: '{user, role, email, token}, and the session cookie',
      errors: ['invalid', 'unauthenticated', 'rate_limited'],
      open: true,
    }),
    async (request, reply): Promise<SignedInReply> => {
      const credential = parse(signInBody, request.body);
      const keys = [`account ${credential.email}`, `address ${addressKey(request.ip)}`];
      const before = await cookieSession(request, sessions);
      const signedIn = await attempts.make(keys, clock.elapsed(), () =>
        accounts.signIn(credential, userAgentOf(request)),
      );
      const info = welcome(request, reply, signedIn);
      if (before) await sessions.end(before);
      return info;
    },
  );

  app.post(
    '/api/auth/sign-out',
    documented({
      tag: 'account',
      summary: 'End the session of the request',
      reply: '{success: true}, also where there was none',
      open: true,
    }),
    async (request, reply) => {
      const session = await sessionOf(request, sessions);
      clearSessionCookie(reply);
      if (session) await sessions.end(session);
      return { success: true };
    },
  );
}

function welcome(request: FastifyRequest, reply: FastifyReply, { account, token }: SignedIn): SignedInReply {
  setSessionCookie(request, reply, token);
  return { ...toSessionInfo(account), token };
}
