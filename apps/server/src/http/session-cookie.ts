import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SessionRecord } from '../log/directory.ts';
import { DomainError } from '../rooms/domain-error.ts';
import { SESSION_MS, type Sessions } from '../rooms/sessions.ts';

const COOKIE = 'confab_session';

/** The Bearer token of a request (RFC 6750, section 2.1), whether it names a session or not. */
export function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** The live session of a request: by its cookie, else by its Bearer token. */
export async function sessionOf(request: FastifyRequest, sessions: Sessions): Promise<SessionRecord | undefined> {
  for (const token of [request.cookies[COOKIE], bearerOf(request)]) {
    const session = token ? await sessions.find(token) : undefined;
    if (session) return session;
  }
  return undefined;
}

/** The live session of the browser that a request comes from: the one that a new cookie takes the place of. */
export async function cookieSession(request: FastifyRequest, sessions: Sessions): Promise<SessionRecord | undefined> {
  const token = request.cookies[COOKIE];
  return token ? sessions.find(token) : undefined;
}

/** What the browser or program calls itself. */
export function userAgentOf(request: FastifyRequest): string {
  return request.headers['user-agent'] ?? '';
}

/** The live session of a request. @throws DomainError unauthenticated */
export async function requireSession(request: FastifyRequest, sessions: Sessions): Promise<SessionRecord> {
  const session = await sessionOf(request, sessions);
  if (!session) throw new DomainError('unauthenticated', 'there is no session: start one first');
  return session;
}

/** Hands the session's token to the browser. Scripts cannot read it, and other sites' forms cannot send it. */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.setCookie(COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
    maxAge: SESSION_MS / 1000,
  });
}

/** Has the browser forget its session. */
export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(COOKIE, { path: '/' });
}
