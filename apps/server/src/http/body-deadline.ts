import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../clock.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body may be long, and take as long as the server lets any request take. */
    longBody?: true;
  }
}

/** How long a body may take to arrive, ms. */
const BODY_MS = 60_000;

/** Cuts off whoever takes too long to send a body that should be short: Node's own limit has to suit uploads, too. */
export function registerBodyDeadline(app: FastifyInstance, clock: Clock): void {
  app.addHook('onRequest', ({ raw, routeOptions }, _reply, done) => {
    if (!routeOptions.config?.longBody && hasBody(raw)) {
      const cancel = clock.after(BODY_MS, () => raw.destroy());
      raw.once('end', cancel);
      raw.once('close', cancel);
    }
    done();
  });
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
