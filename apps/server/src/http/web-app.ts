import { existsSync } from 'node:fs';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendError } from './errors.ts';

const PAGE_METHODS = ['GET', 'HEAD'];

/**
 * Serves the built web app: hashed assets for ever, everything else revalidated, and index.html for the app's own
 * addresses. An unknown address of the API or of a missing file is 404, a method that an address does not have 405.
 * @param folder apps/web/dist; left out in development, where Vite serves
 * @param methodsAt the methods that a path of the API answers to
 */
export async function registerWebApp(
  app: FastifyInstance,
  folder: string,
  methodsAt: (path: string) => readonly string[],
): Promise<void> {
  const built = existsSync(join(folder, 'index.html'));
  if (built) {
    await app.register(staticFiles, {
      root: folder,
      preCompressed: true,
      cacheControl: false,
      dotfiles: 'ignore',
      setHeaders(response, path) {
        const hashed = path.startsWith(join(folder, 'assets'));
        response.setHeader('vary', 'accept-encoding');
        response.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/';
    const methods = methodsAt(path);
    const isPage = request.method === 'GET' || request.method === 'HEAD';
    const isApp =
      methods.length === 0 && !/^\/+(api|ws)(\/|$)/.test(path) && !/\.[a-z0-9]+$/i.test(path) && !request.ws;
    if (built && isApp && isPage) return reply.sendFile('index.html');
    if (built && isApp) return refuseMethod(request, reply, PAGE_METHODS);
    // Where the method is right, something else about the address is not: a part of it is too long.
    if (methods.length > 0 && !methods.includes(request.method)) return refuseMethod(request, reply, methods);
    return sendError(reply, 404, 'not_found', 'there is nothing at this address');
  });
}

/** Tells a caller what an address answers to: who asks for that (OPTIONS) hears it, any other method is an error. */
function refuseMethod({ method }: FastifyRequest, reply: FastifyReply, methods: readonly string[]): FastifyReply {
  const allow = [...methods, 'OPTIONS'].join(', ');
  reply.header('allow', allow);
  if (method === 'OPTIONS') return reply.code(204).send();
  return sendError(reply, 405, 'method_not_allowed', `this address answers to ${allow}`);
}
