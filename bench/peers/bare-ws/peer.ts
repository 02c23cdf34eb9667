import { fileURLToPath } from 'node:url';
import type { Peer } from '../../src/peer.ts';
import { startProcess } from '../../src/server-process.ts';

const SERVER = fileURLToPath(new URL('./server.mjs', import.meta.url));

/** The `ws` library and a Set of members. */
export const bareWs: Peer = {
  name: 'bare ws',
  missing: () => undefined,
  async start(_scene, port) {
    const server = await startProcess({
      file: process.execPath,
      args: [SERVER],
      env: { PORT: String(port) },
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
