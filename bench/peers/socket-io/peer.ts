import { fileURLToPath } from 'node:url';
import type { Peer } from '../../src/peer.ts';
import { startProcess } from '../../src/server-process.ts';

const SERVER = fileURLToPath(new URL('./server.mjs', import.meta.url));

/** Socket.IO, WebSocket transport only, no compression (its default). */
export const socketIo: Peer = {
  name: 'Socket.IO',
  missing: () => undefined,
  async start(_scene, port) {
    const env = { PORT: String(port), NODE_ENV: 'production' };
    const server = await startProcess({ file: process.execPath, args: [SERVER], env, ready: /ready/ });
    return {
      port,
      pids: server.pids,
      // Engine.IO's ping and pong.
      dialect: { keepalive: { ping: '2', pong: '3' } },
      plan: (_connection, room) => ({
        path: '/socket.io/?EIO=4&transport=websocket',
        headers: [],
        message: `42["message","${room}","{body}"]`,
        steps: [{ send: '40' }, { expect: '40{"sid"' }, 'gate', { send: `420["join","${room}"]` }, { expect: '430[' }],
      }),
      stop: () => server.stop(),
    };
  },
};
