import type { Socket } from 'node:net';
import {
  type AckMessage,
  CLOSE,
  type ClientMessage,
  type ErrorCode,
  type ErrorMessage,
  type ServerMessage,
  type Status,
} from '@confab/protocol';
import type { SessionRecord } from '../log/directory.ts';
import { DomainError } from '../rooms/domain-error.ts';
import type { Person } from '../rooms/person.ts';
import type { Room } from '../rooms/room.ts';
import type { Frame, Subscriber } from '../rooms/subscriber.ts';
import { encodeFrame } from './frame.ts';
import { greet } from './greet.ts';
import { Inbox } from './inbox.ts';
import type { OrderlySocket } from './orderly-socket.ts';
import { SendQueue } from './send-queue.ts';
import type { Services } from './services.ts';

/** How long a closed socket may take to go, ms. */
const LINGER_MS = 3_000;
/** A slow reader has its backlog to read before it finds the close frame; it may take this long, ms. */
const SLOW_LINGER_MS = 30_000;

/** One WebSocket: whose it is, what it is told, how it ends. What it says comes in through its `Inbox`. */
export class Connection {
  /** Set once authenticated. */
  subscriber: Subscriber | undefined;
  session: SessionRecord | undefined;
  /** By the clock's `elapsed`. */
  lastHeard: number;
  private readonly inbox: Inbox;
  private readonly queue: SendQueue;
  private closed = false;
  /** Ends the wait for `auth`; once closed, the one for the peer's close frame. */
  private cancelTimer: (() => void) | undefined;
  /** Replies that wait for the disk, and what happens once they have been sent. */
  private owed = 0;
  private onAnswered: (() => void) | undefined;

  /** @param id for the log: the how manyth of this process it is; a uuid is half a KiB of idle memory */
  constructor(
    readonly id: number,
    private readonly socket: OrderlySocket,
    raw: Socket,
    readonly services: Services,
  ) {
    const { clock, counters, flusher, sendQueueBytes } = services;
    this.lastHeard = clock.elapsed();
    this.inbox = new Inbox(this, socket);
    this.queue = new SendQueue({
      socket: raw,
      flusher,
      maxBytes: sendQueueBytes,
      onOverflow: () => {
        counters.slowReadersCut += 1;
        this.close(CLOSE.overloaded, 'you read too slowly: reconnect and resume');
      },
    });
    socket.outbox = this.queue;
    const heard = () => {
      this.lastHeard = clock.elapsed();
    };
    socket.on('message', (data, isBinary) => {
      counters.received += 1;
      heard();
      this.inbox.receive(data, isBinary);
    });
    socket.on('ping', heard);
    socket.on('pong', heard);
    socket.on('close', (code) => this.ended(code));
  }

  /** Greets a known session, or waits for the `auth` frame. */
  start(session: SessionRecord | undefined): void {
    const { clock, times } = this.services;
    if (session) {
      this.inbox.hold(greet(this, session), (error) => this.abandon(error));
      return;
    }
    this.cancelTimer = clock.after(times.authTimeout, () => {
      this.close(CLOSE.unauthenticated, 'no authentication within the time');
    });
  }

  /** Whether it takes and sends nothing any more. */
  get isClosed(): boolean {
    return this.closed;
  }

  /** It is this person's from now on. */
  become(person: Person): Subscriber {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
    this.subscriber = new ConnectionSubscriber(person, this);
    return this.subscriber;
  }

  /** Sends a frame of this connection's own: a reply, a hello. */
  send(message: ServerMessage): void {
    this.deliver(encodeFrame(JSON.stringify(message)));
  }

  ack(id: string, fields: Omit<AckMessage, 'type' | 'id'> = {}): void {
    this.send({ type: 'ack', id, ...fields });
  }

  fail(
    id: string | undefined,
    code: ErrorCode,
    message: string,
    retryAfterMs?: number,
    about: DomainError['about'] = {},
  ): void {
    const error: ErrorMessage = { type: 'error', code, message, ...about };
    if (id !== undefined) error.id = id;
    if (retryAfterMs !== undefined) error.retryAfterMs = retryAfterMs;
    this.send(error);
  }

  /** Answers a request whose handling threw. */
  reportFailure(error: unknown, message: ClientMessage): void {
    if (message.type === 'typing') return;
    if (error instanceof DomainError) {
      this.fail(message.id, error.code, error.message, error.retryAfterMs, error.about);
      return;
    }
    const user = this.subscriber?.person.user.id;
    this.services.log.error({ err: error, connection: this.id, user, type: message.type }, 'a handler failed');
    this.fail(message.id, 'internal', 'the server failed; it has been logged');
  }

  /** Sends a frame that may be shared with other connections. */
  deliver(frame: Frame): void {
    if (this.closed) return;
    this.services.counters.sent += 1;
    this.queue.push(frame);
  }

  /** Something was accepted; `reply` settles, and never rejects, once it has been answered. */
  owe(reply: Promise<void>): void {
    this.owed += 1;
    void reply.then(() => {
      this.owed -= 1;
      if (this.owed === 0) this.onAnswered?.();
    });
  }

  /** Resolves once what was sent is mostly on its way; undefined where it is. */
  relief(): Promise<void> | undefined {
    return this.queue.relief();
  }

  /** Asks the peer for a sign of life. */
  ping(): void {
    if (!this.closed) this.socket.ping();
  }

  /** Reads no more frames. */
  deafen(): void {
    this.inbox.deafen();
  }

  /** Sends what waits, then closes; a peer that does not answer is cut off. */
  close(code: number, reason: string): void {
    if (this.closed) return;
    this.detach();
    // The peer's close frame still has to be read.
    if (this.socket.isPaused) this.socket.resume();
    this.socket.close(code, reason);
    const linger = code === CLOSE.overloaded ? SLOW_LINGER_MS : LINGER_MS;
    this.cancelTimer = this.services.clock.after(linger, () => this.socket.terminate());
  }

  /** Reads no more frames, and closes once what was accepted has been answered. */
  closeWhenAnswered(code: number, reason: string): void {
    this.deafen();
    if (this.owed === 0) this.close(code, reason);
    else this.onAnswered = () => this.close(code, reason);
  }

  /** Cuts a peer off that does not answer any more. */
  terminate(): void {
    this.detach('silent');
    this.socket.terminate();
  }

  private abandon(error: unknown): void {
    this.services.log.error({ err: error, connection: this.id }, 'a connection could not be greeted');
    this.close(CLOSE.overloaded, 'the server could not greet you: try again');
  }

  private ended(code: number): void {
    this.services.log.debug({ connection: this.id, user: this.subscriber?.person.user.id, code }, 'closed');
    this.detach();
    // Nothing is waited for any more: half a minute of those who have gone would be a lot to keep.
    this.cancelTimer?.();
  }

  private detach(end: 'closed' | 'silent' = 'closed'): void {
    if (this.closed) return;
    this.closed = true;
    this.inbox.clear();
    this.cancelTimer?.();
    const { subscriber } = this;
    if (!subscriber) return;
    for (const room of subscriber.joined) {
      room.subscribers.delete(subscriber);
      this.services.rooms.released(room);
    }
    subscriber.joined.clear();
    this.services.presence.disconnect(subscriber, end);
  }
}

/** The side of a connection that the rooms see. */
class ConnectionSubscriber implements Subscriber {
  readonly joined = new Set<Room>();
  status: Status = 'online';

  constructor(
    readonly person: Person,
    readonly connection: Connection,
  ) {}

  deliver(frame: Frame): void {
    this.connection.deliver(frame);
  }
}
