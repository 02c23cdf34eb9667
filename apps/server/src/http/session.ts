import type { GuestSession, SessionInfo } from '@confab/protocol';
import { LIMITS } from '@confab/protocol';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { Sessions } from '../rooms/sessions.ts';
import { nameField, parse } from './body.ts';
import { clearSessionCookie, requireSession, sessionOf, setSessionCookie } from './session-cookie.ts';

const guest = v.strictObject({ name: nameField(LIMITS.nameCodePoints) });

export interface SessionRoutesOptions {
  sessions: Sessions;
  /** A session has ended: its connections must go. */
  onEnded: (session: string) => void;
}

/** `/api/session`: start as a guest, ask who one is, end. */
export function registerSession(app: FastifyInstance, { sessions, onEnded }: SessionRoutesOptions): void {
  app.post('/api/session/guest', async (request, reply): Promise<GuestSession> => {
    const { name } = parse(guest, request.body);
    const started = await sessions.startGuest(name);
    setSessionCookie(request, reply, started.token);
    reply.code(201);
    return started;
  });

  app.get('/api/session', async (request): Promise<SessionInfo> => {
    const { user, role } = await requireSession(request, sessions);
    return { user, role };
  });

  app.delete('/api/session', async (request, reply) => {
    const session = await sessionOf(request, sessions);
    clearSessionCookie(reply);
    if (session) {
      await sessions.end(session);
      onEnded(session.id);
    }
    return reply.code(204).send();
  });
}
