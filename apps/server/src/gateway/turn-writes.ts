import type { Writable } from 'node:stream';
import type { PendingFrames } from './pending-frames.ts';
import type { SendAll } from './send-all.ts';
import { TurnMemory } from './turn-memory.ts';

/** Sockets in one call: enough to make the way into it cheap. */
const AT_ONCE = 1024;

/**
 * What one turn of the event loop writes to its sockets, many in one call into the kernel's side (ADR 18). Whatever a
 * socket does not take at once goes to its stream, which waits for it and finds what is wrong with it.
 */
export class TurnWrites {
  private readonly sockets: Writable[] = [];
  private readonly chunks: Buffer[] = [];
  private readonly descriptors = new Int32Array(AT_ONCE);
  private readonly taken = new Int32Array(AT_ONCE);
  private readonly memory = new TurnMemory();

  /** @param sendAll undefined: everything goes to the streams */
  constructor(private readonly sendAll?: SendAll) {}

  /**
   * Writes frames to a socket, by the next `send` at the latest.
   * @param descriptor the socket's, as long as it is open
   */
  add(socket: Writable, descriptor: number | undefined, frames: PendingFrames): void {
    // What its stream holds must go first.
    if (!this.sendAll || descriptor === undefined || socket.writableLength > 0) {
      socket.write(frames.join());
      return;
    }
    const chunk = this.join(frames);
    this.descriptors[this.sockets.length] = descriptor;
    this.chunks.push(chunk);
    if (this.sockets.push(socket) === AT_ONCE) this.send();
  }

  /** Writes what has been gathered. Before anything else runs that could close a socket. */
  send(): void {
    const { sockets, chunks, descriptors, taken, sendAll } = this;
    if (sockets.length === 0 || !sendAll) return;
    if (!sendAll(descriptors, chunks, taken, sockets.length)) this.leaveRest();
    sockets.length = 0;
    chunks.length = 0;
    this.memory.clear();
  }

  private join(frames: PendingFrames): Buffer {
    const joined = frames.joinIn(this.memory);
    if (joined) return joined;
    this.send();
    return frames.joinIn(this.memory) ?? frames.join();
  }

  private leaveRest(): void {
    for (const [i, chunk] of this.chunks.entries()) {
      const taken = this.taken[i] ?? 0;
      // The stream keeps it, and the chunk's memory is used again.
      if (taken < chunk.length) this.sockets[i]?.write(Buffer.from(chunk.subarray(taken)));
    }
  }
}
