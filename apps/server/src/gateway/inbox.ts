import { CLOSE, type ClientMessage, decodeClientMessage, type ErrorCode } from '@confab/protocol';
import type { RawData, WebSocket } from 'ws';
import { TokenBucket } from '../token-bucket.ts';
import type { Connection } from './connection.ts';
import { dispatch, turnAway } from './dispatch.ts';

/** Frames that may wait for a slow handler before the socket is no longer read. */
const MAX_WAITING = 64;

/**
 * What comes in on a connection. Frames are handled in the order in which they came: while a handler's own step is still
 * under way, later frames wait. Waiting for the disk is not such a step, so messages fill a commit together.
 */
export class Inbox {
  private readonly frames: TokenBucket;
  private readonly patience: TokenBucket;
  private readonly waiting: string[] = [];
  private busy = false;
  private deaf = false;

  constructor(
    private readonly connection: Connection,
    private readonly socket: WebSocket,
  ) {
    const { clock, limits } = connection.services;
    const now = clock.elapsed();
    this.frames = new TokenBucket(limits.frames, now);
    this.patience = new TokenBucket(limits.patience, now);
  }

  /** Takes a frame as it came from the socket. */
  receive(data: RawData, isBinary: boolean): void {
    if (this.connection.isClosed || this.deaf) return;
    if (isBinary) {
      this.refuse(undefined, undefined, 'bad_frame', 'frames are text');
      return;
    }
    const text = data.toString();
    if (!this.busy) {
      this.handle(text);
      return;
    }
    this.waiting.push(text);
    if (this.waiting.length >= MAX_WAITING) this.socket.pause();
  }

  /** Makes the frames that come wait for a step. @param failed hears why it rejected */
  hold(step: Promise<void>, failed: (error: unknown) => void): void {
    this.busy = true;
    step.catch(failed).finally(() => {
      this.busy = false;
      this.goOn();
    });
  }

  /** Reads no more frames, and forgets those that wait. */
  deafen(): void {
    this.deaf = true;
    this.clear();
    this.socket.pause();
  }

  /** Forgets the frames that wait. */
  clear(): void {
    this.waiting.length = 0;
  }

  private goOn(): void {
    const { connection, socket, waiting } = this;
    while (!this.busy && !connection.isClosed) {
      const next = waiting.shift();
      if (next === undefined) break;
      this.handle(next);
    }
    if (waiting.length === 0 && !connection.isClosed && socket.isPaused && !this.deaf) socket.resume();
  }

  private handle(text: string): void {
    const { connection } = this;
    const decoded = decodeClientMessage(text);
    const now = connection.services.clock.elapsed();
    const wait = this.frames.take(now);
    if (!decoded.ok) {
      const { id, type, code, reason } = decoded;
      if (wait > 0) this.refuse(id, type, 'rate_limited', 'too many frames', wait);
      else if (!connection.subscriber && type !== undefined && type !== 'auth') turnAway(connection, id, type);
      else this.refuse(id, type, code, reason);
      return;
    }
    const { message } = decoded;
    if (wait > 0) {
      this.refuse(message.id, message.type, 'rate_limited', 'too many frames', wait);
      return;
    }
    if (connection.subscriber) {
      const pause = connection.services.personLimits.take(connection.subscriber.person, message.type, now);
      if (pause > 0) {
        this.refuse(message.id, message.type, 'rate_limited', `too many frames of type ${message.type}`, pause);
        return;
      }
    }
    this.execute(message);
  }

  private execute(message: ClientMessage): void {
    const { connection } = this;
    try {
      const step = dispatch(connection, message);
      if (step) this.hold(step, (error) => connection.reportFailure(error, message));
    } catch (error) {
      connection.reportFailure(error, message);
    }
  }

  // A refusal costs patience: whoever goes on is closed. Typing never hears of an error.
  private refuse(
    id: string | undefined,
    type: string | undefined,
    code: ErrorCode,
    reason: string,
    retryAfterMs?: number,
  ): void {
    const { connection } = this;
    const { clock, counters } = connection.services;
    counters.refused += 1;
    if (this.patience.take(clock.elapsed()) > 0) {
      counters.floodersCut += 1;
      connection.closeWhenAnswered(CLOSE.flooding, 'too much that had to be refused');
      return;
    }
    if (type !== 'typing') connection.fail(id, code, reason, retryAfterMs);
  }
}
