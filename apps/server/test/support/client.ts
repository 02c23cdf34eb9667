import { randomUUID } from 'node:crypto';
import type {
  AckMessage,
  ErrorMessage,
  HelloMessage,
  JoinedMessage,
  MessagePush,
  Reply,
  ServerMessage,
  ServerMessageType,
} from '@confab/protocol';
import { WebSocket } from 'ws';
import { withDeadline } from './deadline.ts';

export interface ConnectOptions {
  headers?: Record<string, string>;
  protocols?: string[];
}

type FrameOf<K extends ServerMessageType> = Extract<ServerMessage, { type: K }>;

interface Waiter {
  matches: (frame: ServerMessage) => boolean;
  resolve: (frame: ServerMessage) => void;
}

/** A frame as a test writes it: nothing about it is checked before it is sent. */
export type Frame = { type: string; id?: string } & Record<string, unknown>;

/**
 * A WebSocket that a test steers. Frames wait until they are asked for, so nothing is missed and nobody sleeps: a wait
 * ends with the frame or, after a deadline, with an error that tells what came instead. The server's end is its end.
 */
export class TestClient {
  /** Every frame since the beginning, in order. */
  readonly all: ServerMessage[] = [];
  readonly socket: WebSocket;
  /** Settles when the socket is closed. */
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly opened: Promise<void>;
  private inbox: ServerMessage[] = [];
  private waiters: Waiter[] = [];
  private greeting: HelloMessage | undefined;

  constructor(url: string, { headers = {}, protocols }: ConnectOptions = {}) {
    this.socket = new WebSocket(url, protocols ?? ['chat.v1.json'], { headers });
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
    this.opened = new Promise((resolve, reject) => {
      this.socket.on('open', resolve);
      this.socket.on('error', reject);
    });
    this.opened.catch(() => undefined);
    this.socket.on('message', (data) => this.receive(JSON.parse(data.toString()) as ServerMessage));
  }

  /** The server's greeting. */
  async hello(): Promise<HelloMessage> {
    this.greeting ??= await this.next('hello');
    return this.greeting;
  }

  /** The greeting that has come already. */
  get greeted(): HelloMessage {
    if (!this.greeting) throw new Error('there was no hello yet');
    return this.greeting;
  }

  /** Sends a frame; a string goes out as it is. */
  send(frame: Frame | string | Buffer): void {
    const binary = Buffer.isBuffer(frame);
    this.socket.send(typeof frame === 'string' || binary ? frame : JSON.stringify(frame), { binary });
  }

  /** Sends a request and waits for its reply, an error included. The id is drawn where none is given. */
  async request(frame: Frame): Promise<Reply> {
    const id = frame.id ?? randomUUID();
    this.send({ ...frame, id });
    return this.reply(id);
  }

  /** Waits for the reply to a request that has been sent. */
  async reply(id: string): Promise<Reply> {
    return (await this.find(`the reply to ${id}`, (frame) => isReply(frame) && frame.id === id)) as Reply;
  }

  /** Sends a request that must succeed with `ack`. */
  async ack(frame: Frame): Promise<AckMessage> {
    return expectType(await this.request(frame), 'ack');
  }

  /** Sends a request that must fail. */
  async error(frame: Frame): Promise<ErrorMessage> {
    return expectType(await this.request(frame), 'error');
  }

  /** Joins a room. */
  async join(room: string, cursor: { since?: number; sinceId?: string; life?: string } = {}): Promise<JoinedMessage> {
    return expectType(await this.request({ type: 'join', room, ...cursor }), 'joined');
  }

  /** Posts a message. @returns its id and where it stands */
  async post(room: string, body: string, more: Record<string, unknown> = {}) {
    const id = typeof more.id === 'string' ? more.id : randomUUID();
    const { seq = 0, rev = 0, at = 0 } = await this.ack({ type: 'message', room, body, ...more, id });
    return { id, seq, rev, at };
  }

  /** The next frame of a type that was not asked for yet, in the order of arrival. */
  async next<K extends ServerMessageType>(
    type: K,
    matches: (frame: FrameOf<K>) => boolean = () => true,
  ): Promise<FrameOf<K>> {
    return (await this.find(type, (f) => f.type === type && matches(f as FrameOf<K>))) as FrameOf<K>;
  }

  /** The next error frame without an id. */
  nextError(): Promise<ErrorMessage> {
    return this.next('error');
  }

  /** Everything that came before the server has read all that was sent: the frames not asked for yet. */
  async settled(): Promise<ServerMessage[]> {
    await this.request({ type: 'ping' });
    return [...this.inbox];
  }

  /** The pushed messages so far, oldest first. */
  pushed(): MessagePush[] {
    return this.all.filter((frame): frame is MessagePush => frame.type === 'message');
  }

  /** Waits for the close. */
  close(): Promise<{ code: number; reason: string }> {
    return withDeadline(this.closed, () => `the socket is still open; it got ${this.describe()}`);
  }

  /** Says bye and waits for the close. */
  async leave(): Promise<void> {
    this.socket.close(1000);
    await this.close();
  }

  private receive(frame: ServerMessage): void {
    this.all.push(frame);
    const i = this.waiters.findIndex((waiter) => waiter.matches(frame));
    if (i < 0) this.inbox.push(frame);
    else this.waiters.splice(i, 1)[0]?.resolve(frame);
  }

  private find(what: string, matches: (frame: ServerMessage) => boolean): Promise<ServerMessage> {
    const i = this.inbox.findIndex(matches);
    const found = this.inbox[i];
    if (found) {
      this.inbox.splice(i, 1);
      return Promise.resolve(found);
    }
    const coming = new Promise<ServerMessage>((resolve, reject) => {
      this.waiters.push({ matches, resolve });
      void this.closed.then(({ code, reason }) =>
        reject(new Error(`closed with ${code} (${reason}) while waiting for ${what}`)),
      );
    });
    return withDeadline(coming, () => `${what} did not come; it got ${this.describe()}`);
  }

  private describe(): string {
    return JSON.stringify(this.all.slice(-8));
  }
}

/** Whether a frame answers a request. */
export function isReply(frame: ServerMessage): frame is Reply {
  return frame.type === 'ack' || frame.type === 'joined' || frame.type === 'pong' || frame.type === 'error';
}

function expectType<K extends Reply['type']>(reply: Reply, type: K): Extract<Reply, { type: K }> {
  if (reply.type !== type) throw new Error(`expected ${type}, got ${JSON.stringify(reply)}`);
  return reply as Extract<Reply, { type: K }>;
}
