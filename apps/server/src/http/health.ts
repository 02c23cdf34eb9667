import type { FastifyInstance } from 'fastify';

/** `GET /healthz`: the process is alive. `GET /readyz`: it may get traffic; 503 while it drains. */
export function registerHealth(app: FastifyInstance, ready: () => boolean): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    if (ready()) return { status: 'ready' };
    return reply.code(503).send({ code: 'unavailable', message: 'the server is shutting down' });
  });
}
