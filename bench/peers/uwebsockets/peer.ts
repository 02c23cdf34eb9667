import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Peer } from '../../src/peer.ts';
import { PEER } from '../../src/workloads.ts';
import { startRelay } from '../relay.ts';

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
    start: (_scene, port) =>
      startRelay({ file: process.execPath, args: [SERVER], env: { PORT: String(port), UWS: main ?? '' } }, port),
  };
}

function find(module: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(module);
  } catch {
    return undefined;
  }
}
