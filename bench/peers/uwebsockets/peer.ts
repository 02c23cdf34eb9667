import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Peer } from '../../src/peer.ts';
import { startProcess } from '../../src/server-process.ts';
import { PEER } from '../../src/workloads.ts';

const SERVER = fileURLToPath(new URL('./server.mjs', import.meta.url));

/**
 * uWebSockets.js, a server in C++ with topics of its own. Its releases are not in the npm registry under its name.
 * @param folder where it lies; looked for among the installed packages where undefined
 */
export function uWebSockets(folder: string | undefined): Peer {
  const main = find(folder === undefined ? PEER.uws : resolve(folder));
  return {
    name: PEER.uws,
    missing: () => (main === undefined ? 'not installed; --uws names its folder' : undefined),
    async start(_scene, port) {
      const server = await startProcess({
        file: process.execPath,
        args: [SERVER],
        env: { PORT: String(port), UWS: main ?? '' },
        ready: /ready/,
      });
      return {
        port,
        pids: server.pids,
        dialect: {},
        plan: (_connection, room) => ({ path: `/${room}`, headers: [], message: '{body}', steps: [] }),
        stop: () => server.stop(),
      };
    },
  };
}

function find(module: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(module);
  } catch {
    return undefined;
  }
}
