import type { SessionList } from '@confab/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { OwnSessions } from '../accounts/own-sessions.ts';
import type { Sessions } from '../rooms/sessions.ts';
import { documented } from './route-docs.ts';
import { requireSession } from './session-cookie.ts';

export interface OwnSessionRoutesOptions {
  ownSessions: OwnSessions;
  sessions: Sessions;
}

/** `/api/sessions`: where one is signed in, and signing out from afar. */
export function registerOwnSessions(app: FastifyInstance, { ownSessions, sessions }: OwnSessionRoutesOptions): void {
  app.get(
    '/api/sessions',
    documented({
      tag: 'session',
      summary: 'Where one is signed in, the place used last first',
      reply: '{sessions: [{id, userAgent, startedAt, lastSeenAt, current}]}',
    }),
    async (request): Promise<SessionList> => ({
      sessions: await ownSessions.list(await requireSession(request, sessions)),
    }),
  );

  app.delete(
    '/api/sessions/:id',
    documented({
      tag: 'session',
      summary: 'End one of one’s sessions; its sockets close with 4003',
      status: 204,
      reply: 'nothing',
      errors: ['session_not_found'],
    }),
    async (request: FastifyRequest<{ Params: { id: string } }>, reply) => {
      await ownSessions.revoke(await requireSession(request, sessions), request.params.id);
      return reply.code(204).send();
    },
  );

  app.delete(
    '/api/sessions',
    documented({
      tag: 'session',
      summary: 'End all of one’s sessions but this one',
      status: 204,
      reply: 'nothing',
    }),
    async (request, reply) => {
      await ownSessions.revokeOthers(await requireSession(request, sessions));
      return reply.code(204).send();
    },
  );
}
