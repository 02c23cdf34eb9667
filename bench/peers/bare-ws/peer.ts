import { fileURLToPath } from 'node:url';
import type { Peer } from '../../src/peer.ts';
import { startRelay } from '../relay.ts';

const SERVER = fileURLToPath(new URL('./server.mjs', import.meta.url));

/** The `ws` library and a Set of members. */
export const bareWs: Peer = {
  name: 'bare ws',
  missing: () => undefined,
  start: (_scene, port) => startRelay({ file: process.execPath, args: [SERVER], env: { PORT: String(port) } }, port),
};
