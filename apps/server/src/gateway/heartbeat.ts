import type { Clock } from '../clock.ts';
import type { Connection } from './connection.ts';

/**
 * Keeps connections honest: a peer that has been silent for a third of the timeout is pinged, one that stays silent is
 * cut off. Half-open sockets (a laptop closed, a cable pulled) end this way and no other. It is done a little early, so
 * that when the time is over others have been told, too (G7).
 * @param peerTimeout ms
 * @returns the function that stops it
 */
export function startHeartbeat(connections: Iterable<Connection>, clock: Clock, peerTimeout: number): () => void {
  const lookEvery = Math.max(20, peerTimeout / 45);
  const stopCutting = clock.every(lookEvery, () => {
    for (const connection of silentFor(connections, clock, peerTimeout - 2 * lookEvery)) connection.terminate();
  });
  const stopPinging = clock.every(Math.max(20, peerTimeout / 9), () => {
    for (const connection of silentFor(connections, clock, peerTimeout / 3)) connection.ping();
  });
  return () => {
    stopCutting();
    stopPinging();
  };
}

function* silentFor(connections: Iterable<Connection>, clock: Clock, ms: number): Iterable<Connection> {
  const since = clock.elapsed() - ms;
  for (const connection of connections) if (connection.lastHeard <= since) yield connection;
}
