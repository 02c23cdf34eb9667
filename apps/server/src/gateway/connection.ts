import type { Socket } from 'node:net';
import {
  type AckMessage,
  CLOSE,
  type ClientMessage,
  decodeClientMessage,
  type ErrorCode,
  type ErrorMessage,
  type HelloMessage,
  LIMITS,
  type ServerMessage,
  type Status,
} from '@confab/protocol';
import type { RawData, WebSocket } from 'ws';
import type { SessionRecord } from '../log/directory.ts';
import { DomainError } from '../rooms/domain-error.ts';
import { encodeHello } from '../rooms/hello.ts';
import type { Person } from '../rooms/person.ts';
import type { Room } from '../rooms/room.ts';
import { banWords, restrictionOf } from '../rooms/sanctions.ts';
import type { Frame, Subscriber } from '../rooms/subscriber.ts';
import { TokenBucket } from '../token-bucket.ts';
import { dispatch, turnAway } from './dispatch.ts';
import { encodeFrame } from './frame.ts';
import { SendQueue } from './send-queue.ts';
import type { Services } from './services.ts';

/** Frames that may wait for a slow handler before the socket is no longer read. */
const MAX_WAITING = 64;
/** How long a closed socket may take to go, ms. */
const LINGER_MS = 3_000;
/** A slow reader has its backlog to read before it finds the close frame; it may take this long, ms. */
const SLOW_LINGER_MS = 30_000;

/**
 * One WebSocket. Frames are handled in the order in which they came: while a handler's own step is still under way,
 * later frames wait. Waiting for the disk is not such a step, so messages fill a commit together.
 */
export class Connection {
  /** Set once authenticated. */
  subscriber: ConnectionSubscriber | undefined;
  session: SessionRecord | undefined;
  lastHeard: number;
  private readonly queue: SendQueue;
  private readonly frames: TokenBucket;
  private readonly patience: TokenBucket;
  private readonly waiting: string[] = [];
  private busy = false;
  private closed = false;
  private deaf = false;
  private cancelAuthTimeout: (() => void) | undefined;
  /** Replies that wait for the disk, and what happens once they have been sent. */
  private owed = 0;
  private onAnswered: (() => void) | undefined;

  /** @param id for the log: the how manyth of this process it is; a uuid is half a KiB of idle memory */
  constructor(
    readonly id: number,
    private readonly socket: WebSocket,
    raw: Socket,
    readonly services: Services,
  ) {
    const { clock, flusher, limits, sendQueueBytes } = services;
    this.lastHeard = clock.elapsed();
    this.frames = new TokenBucket(limits.frames, this.lastHeard);
    this.patience = new TokenBucket(limits.patience, this.lastHeard);
    this.queue = new SendQueue({
      socket: raw,
      flusher,
      maxBytes: sendQueueBytes,
      onOverflow: () => {
        services.counters.slowReadersCut += 1;
        this.close(CLOSE.overloaded, 'you read too slowly: reconnect and resume');
      },
    });
    socket.on('message', (data, isBinary) => this.receive(data, isBinary));
    const heard = () => {
      this.lastHeard = clock.elapsed();
    };
    socket.on('ping', heard);
    socket.on('pong', heard);
    socket.on('close', (code) => this.ended(code));
  }

  /** Greets a known session, or waits for the `auth` frame. */
  start(session: SessionRecord | undefined): void {
    const { clock, times } = this.services;
    if (session) {
      this.run(this.authenticate(session));
      return;
    }
    this.cancelAuthTimeout = clock.after(times.authTimeout, () => {
      this.close(CLOSE.unauthenticated, 'no authentication within the time');
    });
  }

  /** Makes the connection its user's, and says hello. */
  async authenticate(session: SessionRecord): Promise<void> {
    const { people, presence, reports, rooms, replay, sanctions, sessions, clock, times, version, fileBytes } =
      this.services;
    // Known from here on, so that a session that ends meanwhile takes the connection with it.
    this.session = session;
    if (!(await sessions.stillHolds(session))) {
      this.close(CLOSE.revoked, 'the session was revoked');
      return;
    }
    const ban = sanctions.find(session.user.id, 'ban');
    if (ban) {
      this.close(CLOSE.revoked, banWords(restrictionOf(ban)));
      return;
    }
    const person = await people.arrive(session);
    if (this.closed) {
      presence.abandon(person);
      return;
    }
    this.cancelAuthTimeout?.();
    const subscriber = new ConnectionSubscriber(person, this);
    this.subscriber = subscriber;
    const hello: Omit<HelloMessage, 'rooms'> = {
      type: 'hello',
      role: person.serverRole,
      user: session.user,
      server: { version, now: clock.now(), life: replay.life },
      heartbeatMs: times.heartbeat,
      limits: {
        frameBytes: LIMITS.frameBytes,
        bodyCodePoints: LIMITS.bodyCodePoints,
        idLength: LIMITS.idLength,
        fileBytes,
      },
    };
    const waiting = reports.countFor(person);
    if (waiting > 0) hello.reports = waiting;
    this.deliver(encodeFrame(encodeHello(hello, person, rooms)));
    presence.connect(subscriber);
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

  /** Sends what waits, then closes; a peer that does not answer is cut off. */
  close(code: number, reason: string): void {
    if (this.closed) return;
    this.queue.finish();
    this.detach();
    // The peer's close frame still has to be read.
    if (this.socket.isPaused) this.socket.resume();
    this.socket.close(code, reason);
    this.services.clock.after(code === CLOSE.overloaded ? SLOW_LINGER_MS : LINGER_MS, () => this.socket.terminate());
  }

  /** Reads no more frames, and closes once what was accepted has been answered. */
  private closeWhenAnswered(code: number, reason: string): void {
    this.deafen();
    if (this.owed === 0) this.close(code, reason);
    else this.onAnswered = () => this.close(code, reason);
  }

  /** Cuts a peer off that does not answer any more. */
  terminate(): void {
    this.detach('silent');
    this.socket.terminate();
  }

  /** Reads no more frames. */
  deafen(): void {
    this.deaf = true;
    this.waiting.length = 0;
    this.socket.pause();
  }

  private receive(data: RawData, isBinary: boolean): void {
    const { counters, clock } = this.services;
    counters.received += 1;
    this.lastHeard = clock.elapsed();
    if (this.closed || this.deaf) return;
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

  private handle(text: string): void {
    const decoded = decodeClientMessage(text);
    const now = this.services.clock.elapsed();
    const wait = this.frames.take(now);
    if (!decoded.ok) {
      const { id, type, code, reason } = decoded;
      if (wait > 0) this.refuse(id, type, 'rate_limited', 'too many frames', wait);
      else if (!this.subscriber && type !== undefined && type !== 'auth') turnAway(this, id, type);
      else this.refuse(id, type, code, reason);
      return;
    }
    const { message } = decoded;
    if (wait > 0) {
      this.refuse(message.id, message.type, 'rate_limited', 'too many frames', wait);
      return;
    }
    if (this.subscriber) {
      const pause = this.services.personLimits.take(this.subscriber.person, message.type, now);
      if (pause > 0) {
        this.refuse(message.id, message.type, 'rate_limited', `too many frames of type ${message.type}`, pause);
        return;
      }
    }
    this.execute(message);
  }

  private execute(message: ClientMessage): void {
    try {
      const step = dispatch(this, message);
      if (step) this.run(step, message);
    } catch (error) {
      this.reportFailure(error, message);
    }
  }

  // Frames that come while the step is under way wait for it.
  private run(step: Promise<void>, message?: ClientMessage): void {
    this.busy = true;
    step
      .catch((error: unknown) => {
        if (message) this.reportFailure(error, message);
        else this.abandon(error);
      })
      .finally(() => {
        this.busy = false;
        while (!this.busy && !this.closed) {
          const next = this.waiting.shift();
          if (next === undefined) break;
          this.handle(next);
        }
        if (this.waiting.length === 0 && !this.closed && this.socket.isPaused && !this.deaf) this.socket.resume();
      });
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

  private abandon(error: unknown): void {
    this.services.log.error({ err: error, connection: this.id }, 'a connection could not be greeted');
    this.close(CLOSE.overloaded, 'the server could not greet you: try again');
  }

  // A refusal costs patience: whoever goes on is closed. Typing never hears of an error.
  private refuse(
    id: string | undefined,
    type: string | undefined,
    code: ErrorCode,
    reason: string,
    retryAfterMs?: number,
  ): void {
    const { clock, counters } = this.services;
    counters.refused += 1;
    if (this.patience.take(clock.elapsed()) > 0) {
      counters.floodersCut += 1;
      this.closeWhenAnswered(CLOSE.flooding, 'too much that had to be refused');
      return;
    }
    if (type !== 'typing') this.fail(id, code, reason, retryAfterMs);
  }

  private ended(code: number): void {
    this.services.log.debug({ connection: this.id, user: this.subscriber?.person.user.id, code }, 'closed');
    this.detach();
  }

  private detach(end: 'closed' | 'silent' = 'closed'): void {
    if (this.closed) return;
    this.closed = true;
    this.waiting.length = 0;
    this.cancelAuthTimeout?.();
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
