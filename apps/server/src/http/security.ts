import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { sendError } from './errors.ts';
import { isAllowedOrigin } from './origin.ts';

/** Nothing but our own files: no inline script or style, no frame around us, no form to elsewhere. */
const POLICY = {
  defaultSrc: ["'self'"],
  // Pictures and recordings that are about to be uploaded are shown from memory.
  imgSrc: ["'self'", 'data:', 'blob:'],
  mediaSrc: ["'self'", 'blob:'],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

/** What is somebody's own, or holds for this moment only. Files say for themselves how long they last. */
const NOT_TO_KEEP = /^\/(api|healthz|readyz|metrics)\b/;

/**
 * What every request is held to before its route: a host, known methods, and no other site acting with the user's cookie.
 * Caches keep no answer of the API.
 */
export async function registerSecurity(app: FastifyInstance, allowedOrigins: readonly string[]): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: POLICY },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
    // Our own host only: what else lives under the operator's domain is not ours to say.
    strictTransportSecurity: { maxAge: 180 * 24 * 60 * 60, includeSubDomains: false },
  });
  app.addHook('onRequest', (request, reply, done) => {
    const { method, headers, url } = request;
    const safe = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
    if (NOT_TO_KEEP.test(url)) reply.header('cache-control', 'no-store');
    if (headers.host === undefined && request.raw.httpVersion === '1.1') {
      void sendError(reply, 400, 'invalid', 'the Host header is missing');
    } else if (method === 'TRACE') {
      reply.header('allow', 'GET, HEAD, POST, PUT, PATCH, DELETE');
      void sendError(reply, 405, 'method_not_allowed', 'TRACE is not answered');
    } else if (!safe && !isAllowedOrigin(headers.origin, headers.host, allowedOrigins)) {
      void sendError(reply, 403, 'forbidden', 'this origin may not act here: add it to ALLOWED_ORIGINS');
    } else done();
  });
}
