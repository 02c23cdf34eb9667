import type { RunningPeer } from '../src/peer.ts';
import { type ServerCommand, startProcess } from '../src/server-process.ts';

/** Starts a server that hands each text frame on to the room which the path of its connection names, and knows nothing else. */
export async function startRelay(command: Omit<ServerCommand, 'ready'>, port: number): Promise<RunningPeer> {
  const server = await startProcess({ ...command, ready: /ready/ });
  return {
    port,
    pids: server.pids,
    dialect: {},
    plan: (_connection, room) => ({ path: `/${room}`, headers: [], message: '{body}', steps: [] }),
    stop: () => server.stop(),
  };
}
