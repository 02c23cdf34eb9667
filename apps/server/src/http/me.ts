import { LIMITS, type SessionInfo } from '@confab/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { Attempts } from '../accounts/attempts.ts';
import type { Avatars } from '../accounts/avatars.ts';
import type { ProfileChange, Profiles } from '../accounts/profiles.ts';
import type { Clock } from '../clock.ts';
import { DomainError } from '../rooms/domain-error.ts';
import type { Sessions } from '../rooms/sessions.ts';
import { lineField, nameField, parse } from './body.ts';
import { sendError } from './errors.ts';
import { documented } from './route-docs.ts';
import { requireSession } from './session-cookie.ts';
import { toSessionInfo } from './session-info.ts';

const change = v.strictObject({
  name: v.optional(nameField(LIMITS.nameCodePoints)),
  statusText: v.optional(lineField(LIMITS.statusTextCodePoints)),
});

/** Changes of one's profile within a minute: each is told to everybody who shares a room. */
const CHANGES = 20;
const WINDOW_MS = 60_000;

const SELF = '{user, role, email?, statusText?}';

export interface ProfileRoutesOptions {
  avatars: Avatars;
  clock: Clock;
  profiles: Profiles;
  sessions: Sessions;
}

/** `/api/me`: what one is called and how one looks; `/api/avatars/:id`: how others do. */
export async function registerProfile(app: FastifyInstance, options: ProfileRoutesOptions): Promise<void> {
  const { avatars, clock, profiles, sessions } = options;
  const changes = new Attempts(CHANGES, WINDOW_MS);
  const changer = async (request: FastifyRequest) => {
    const session = await requireSession(request, sessions);
    changes.begin([session.user.id], clock.elapsed());
    return session;
  };

  app.patch(
    '/api/me',
    documented({
      tag: 'account',
      summary: 'Change one’s name or status text; everybody who shares a room is told',
      body: change,
      reply: SELF,
      errors: ['invalid', 'rate_limited'],
    }),
    async (request): Promise<SessionInfo> => {
      const given = Object.entries(parse(change, request.body)).filter(([, value]) => value !== undefined);
      const wish: ProfileChange = Object.fromEntries(given);
      const { user } = await changer(request);
      return toSessionInfo(await profiles.update(user.id, wish));
    },
  );

  // In a scope of its own, where every body is taken as the bytes that it is.
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LIMITS.avatarBytes }, (_request, body, done) =>
      done(null, body),
    );
    scope.put(
      '/api/me/avatar',
      {
        ...documented({
          tag: 'account',
          summary: 'Set one’s picture: the body is an image of at most 2 MiB, of which a square is kept',
          rawBody: ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'],
          reply: SELF,
          errors: ['invalid', 'too_large', 'rate_limited'],
        }),
        bodyLimit: LIMITS.avatarBytes,
      },
      async (request): Promise<SessionInfo> => {
        const session = await changer(request);
        if (!Buffer.isBuffer(request.body)) throw new DomainError('invalid', 'the body must be an image');
        return toSessionInfo(await avatars.set(session, request.body));
      },
    );
  });

  app.delete(
    '/api/me/avatar',
    documented({ tag: 'account', summary: 'Take one’s picture away', reply: SELF, errors: ['rate_limited'] }),
    async (request): Promise<SessionInfo> => toSessionInfo(await avatars.remove(await changer(request))),
  );

  app.get(
    '/api/avatars/:id',
    documented({
      tag: 'account',
      summary: 'A picture of somebody, WebP; its address is known to those who see the person',
      reply: 'its bytes, which never change',
      open: true,
    }),
    async (request: FastifyRequest<{ Params: { id: string } }>, reply) => {
      const picture = await avatars.read(request.params.id);
      if (!picture) return sendError(reply, 404, 'not_found', 'there is no such picture');
      return reply
        .headers({
          'content-type': 'image/webp',
          'cache-control': 'private, max-age=31536000, immutable',
          // What may be read by a page of another origin is no answer for one of a third.
          vary: 'Origin',
          'content-security-policy': "default-src 'none'; sandbox",
          'cross-origin-resource-policy': 'same-origin',
          'x-content-type-options': 'nosniff',
        })
        .send(picture);
    },
  );
}
