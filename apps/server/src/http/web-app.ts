import { existsSync } from 'node:fs';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { sendError } from './errors.ts';

/**
 * Serves the built web app: hashed assets for ever, everything else revalidated, and index.html for the app's own
 * addresses. An address of the API or of a missing file is 404.
 * @param folder apps/web/dist; left out in development, where Vite serves
 */
export async function registerWebApp(app: FastifyInstance, folder: string): Promise<void> {
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
    const isPage = request.method === 'GET' || request.method === 'HEAD';
    const isApp = !/^\/+(api|ws)(\/|$)/.test(path) && !/\.[a-z0-9]+$/i.test(path);
    if (built && isPage && isApp && !request.ws) return reply.sendFile('index.html');
    return sendError(reply, 404, 'not_found', 'there is nothing at this address');
  });
}
