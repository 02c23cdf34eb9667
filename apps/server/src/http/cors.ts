import type { FastifyInstance } from 'fastify';

/** How long a browser need not ask again, s. */
const MAX_AGE_S = 600;

/**
 * Lets pages of these origins read what the API answers (CORS, in the Fetch standard). They say who they are with a token:
 * cookies are for our own pages.
 */
export function registerCors(app: FastifyInstance, allowedOrigins: readonly string[]): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { origin } = request.headers;
    if (origin === undefined || !allowedOrigins.includes(origin)) {
      done();
      return;
    }
    reply.headers({ 'access-control-allow-origin': origin, 'access-control-expose-headers': 'Retry-After' });
    if (request.method !== 'OPTIONS') {
      done();
      return;
    }
    reply.headers({
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': 'Authorization, Content-Type',
      'access-control-max-age': MAX_AGE_S,
    });
    void reply.code(204).send();
  });
}
