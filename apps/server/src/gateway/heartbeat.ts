import type { Clock } from '../clock.ts';
import type { Connection } from './connection.ts';

/**
 * Keeps connections honest: a peer that has been silent for a third of the timeout is pinged, one that stays silent
 * is cut off. Half-open sockets (a laptop closed, a cable pulled) end this way and no other.
 * @param peerTimeout ms
 * @returns the function that stops it
 */
export function startHeartbeat(connections: Iterable<Connection>, clock: Clock, peerTimeout: number): () => void {
  return clock.every(Math.max(20, peerTimeout / 9), () => {
    const now = clock.elapsed();
    for (const connection of connections) {
      const silent = now - connection.lastHeard;
      if (silent >= peerTimeout) connection.terminate();
      else if (silent >= peerTimeout / 3) connection.ping();
    }
  });
}
