import type { FastifyInstance } from 'fastify';
import { sendError } from './errors.ts';
import { isAllowedOrigin } from './origin.ts';

const HEADERS = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

/** What every request is held to before its route: known methods, and no other site acting with the user's cookie. */
export function registerSecurity(app: FastifyInstance, allowedOrigins: readonly string[]): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS);
    const { method, headers } = request;
    if (method === 'TRACE') {
      await sendError(
        reply.header('allow', 'GET, HEAD, POST, PATCH, DELETE'),
        405,
        'method_not_allowed',
        'TRACE is not answered',
      );
      return;
    }
    const safe = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
    if (!safe && !isAllowedOrigin(headers.origin, headers.host, allowedOrigins)) {
      await sendError(reply, 403, 'forbidden', 'this origin may not act here: add it to ALLOWED_ORIGINS');
    }
  });
}
