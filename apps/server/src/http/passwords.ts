import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { Attempts } from '../accounts/attempts.ts';
import type { Passwords } from '../accounts/passwords.ts';
import type { Clock } from '../clock.ts';
import type { Sessions } from '../rooms/sessions.ts';
import { addressKey } from './address-key.ts';
import { parse } from './body.ts';
import { emailField, newPasswordField, passwordField } from './credential-fields.ts';
import { documented } from './route-docs.ts';
import { requireSession } from './session-cookie.ts';

const changeBody = v.object({ currentPassword: passwordField, newPassword: newPasswordField });
const requestBody = v.object({ email: emailField });
const resetBody = v.object({
  token: v.pipe(v.string('must be a string'), v.maxLength(200, 'is too long')),
  newPassword: newPasswordField,
});

/** Links asked for within an hour: for an address of mail, and from an address of the network. */
const LINKS = 5;
const LINKS_WINDOW_MS = 60 * 60_000;

export interface PasswordRoutesOptions {
  clock: Clock;
  passwords: Passwords;
  sessions: Sessions;
  /** Wrong passwords, the same for all routes that ask for one. */
  attempts: Attempts;
}

/** `/api/auth`: changing a password, and setting a new one where it was forgotten. */
export function registerPasswords(app: FastifyInstance, options: PasswordRoutesOptions): void {
  const { attempts, clock, passwords, sessions } = options;
  const links = new Attempts(LINKS, LINKS_WINDOW_MS);

  app.post(
    '/api/auth/change-password',
    documented({
      tag: 'account',
      summary: 'Change one’s password; one’s other sessions end',
      body: changeBody,
      status: 204,
      reply: 'nothing',
      errors: ['invalid', 'forbidden', 'conflict', 'rate_limited'],
    }),
    async (request, reply) => {
      const { currentPassword, newPassword } = parse(changeBody, request.body);
      const session = await requireSession(request, sessions);
      const keys = [`user ${session.user.id}`, `address ${addressKey(request.ip)}`];
      await attempts.make(keys, clock.elapsed(), () => passwords.change(session, currentPassword, newPassword));
      return reply.code(204).send();
    },
  );

  app.post(
    '/api/auth/request-password-reset',
    documented({
      tag: 'account',
      summary: 'Have a link mailed that sets a new password, where the address has an account',
      body: requestBody,
      status: 204,
      reply: 'nothing: it tells nobody whether there is such an account',
      errors: ['invalid', 'rate_limited'],
      open: true,
    }),
    async (request, reply) => {
      const { email } = parse(requestBody, request.body);
      links.begin([`account ${email}`, `address ${addressKey(request.ip)}`], clock.elapsed());
      passwords.requestReset(email);
      return reply.code(204).send();
    },
  );

  app.post(
    '/api/auth/reset-password',
    documented({
      tag: 'account',
      summary: 'Set a new password with the token of a link; every session ends',
      body: resetBody,
      status: 204,
      reply: 'nothing',
      errors: ['invalid', 'rate_limited'],
      open: true,
    }),
    async (request, reply) => {
      const { newPassword, token } = parse(resetBody, request.body);
      const keys = [`address ${addressKey(request.ip)}`];
      await attempts.make(keys, clock.elapsed(), () => passwords.reset(token, newPassword));
      return reply.code(204).send();
    },
  );
}
