import type { RunningPeer } from '../src/peer.ts';
import { type ServerCommand, type ServerProcess, startProcess } from '../src/server-process.ts';

/** A server that hands each text frame on to the room which the path of its connection names, and asks nothing else. */
export function relay(server: ServerProcess, port: number): RunningPeer {
  return {
    port,
    pids: server.pids,
    dialect: {},
    plan: (_connection, room) => ({ path: `/${room}`, headers: [], message: '{body}', steps: [] }),
    stop: () => server.stop(),
  };
}

/** Starts such a server. */
export async function startRelay(command: Omit<ServerCommand, 'ready'>, port: number): Promise<RunningPeer> {
  return relay(await startProcess({ ...command, ready: /ready/ }), port);
}
