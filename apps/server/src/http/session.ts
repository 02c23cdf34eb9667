import { type GuestSession, LIMITS, type Restriction, type SessionInfo, type StartInfo } from '@confab/protocol';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { Accounts } from '../accounts/accounts.ts';
import type { Clock } from '../clock.ts';
import { DomainError } from '../rooms/domain-error.ts';
import type { Sessions } from '../rooms/sessions.ts';
import type { Rate } from '../token-bucket.ts';
import { AddressRate } from './address-rate.ts';
import { nameField, parse } from './body.ts';
import { documented } from './route-docs.ts';
import { clearSessionCookie, requireSession, sessionOf, setSessionCookie, userAgentOf } from './session-cookie.ts';
import { toSessionInfo } from './session-info.ts';

const guest = v.object({ name: nameField(LIMITS.nameCodePoints) });

export interface SessionRoutesOptions {
  accounts: Accounts;
  clock: Clock;
  sessions: Sessions;
  /** How one may come in. */
  doors: Omit<StartInfo, 'session' | 'restriction'>;
  /** New guests of one address. */
  guestRate: Rate;
}

/** `/api/session`: start as a guest, ask who one is, end. `/api/start`: the same question, which is no error to anybody. */
export function registerSession(app: FastifyInstance, options: SessionRoutesOptions): void {
  const { accounts, clock, doors, sessions } = options;
  const newcomers = new AddressRate(options.guestRate);

  app.get(
    '/api/start',
    documented({
      tag: 'session',
      summary: 'Who one is, if anybody, and how one may come in',
      reply: '{session?, restriction?, signUp, guests, mail}',
      open: true,
    }),
    async (request): Promise<StartInfo> => {
      const session = await sessionOf(request, sessions).catch(restrictionOnly);
      if (!session) return doors;
      if ('restriction' in session) return { ...session, ...doors };
      return { session: toSessionInfo(await accounts.account(session.user.id)), ...doors };
    },
  );

  app.post(
    '/api/session/guest',
    documented({
      tag: 'session',
      summary: 'Come in as a guest',
      body: guest,
      status: 201,
      reply: '{user, token}, and the session cookie',
      errors: ['invalid', 'forbidden', 'rate_limited'],
      open: true,
    }),
    async (request, reply): Promise<GuestSession> => {
      if (!doors.guests) throw new DomainError('forbidden', 'nobody comes in here without an account');
      const { name } = parse(guest, request.body);
      const wait = newcomers.take(request.ip, clock.elapsed());
      if (wait > 0) throw new DomainError('rate_limited', 'too many new guests from your address', wait);
      // Whoever is banned does not come back as another guest from the same browser.
      await sessionOf(request, sessions);
      const started = await sessions.startGuest(name, userAgentOf(request));
      setSessionCookie(request, reply, started.token);
      reply.code(201);
      return started;
    },
  );

  app.get(
    '/api/session',
    documented({ tag: 'session', summary: 'Who one is', reply: '{user, role, email?, statusText?}' }),
    async (request): Promise<SessionInfo> => {
      const { user } = await requireSession(request, sessions);
      return toSessionInfo(await accounts.account(user.id));
    },
  );

  app.delete(
    '/api/session',
    documented({
      tag: 'session',
      summary: 'End the session',
      status: 204,
      reply: 'nothing',
    }),
    async (request, reply) => {
      clearSessionCookie(reply);
      await sessions.end(await requireSession(request, sessions));
      return reply.code(204).send();
    },
  );
}

// Being banned is no error here: it is part of the answer.
function restrictionOnly(error: unknown): { restriction: Restriction } {
  const restriction = error instanceof DomainError ? error.about.restriction : undefined;
  if (!restriction) throw error;
  return { restriction };
}
