import {
  CLOSE,
  type ClientMessage,
  decodeServerMessage,
  encodeClientMessage,
  type HelloMessage,
  type PongMessage,
  type Push,
  SUBPROTOCOL,
} from '@confab/protocol';
import { type ConnectionEvent, INITIAL, type Machine, nextMachine } from './connection-state.ts';
import { reasonOfClose } from './disconnect-reason.ts';
import { Heartbeat } from './heartbeat.ts';
import { type Answer, type ReplyTo, type Request, Requests } from './requests.ts';
import {
  ClientError,
  type Clock,
  type ConnectionState,
  type DisconnectReason,
  type WebSocketConstructor,
  type WebSocketLike,
} from './types.ts';

/** From the start of a try to its `hello`. */
const HANDSHAKE_MS = 10_000;
/** How long `close` waits for the server's half of the closing handshake. */
const BYE_MS = 1_000;

export interface ConnectionOptions {
  url: string;
  WebSocket: WebSocketConstructor;
  getToken: (() => string | undefined | Promise<string | undefined>) | undefined;
  clock: Clock;
  random: () => number;
}

/** Whom the connection tells. */
export interface ConnectionListener {
  /** The first frame of a connection. The state is `connected` by now, but nobody has been told yet. */
  hello(hello: HelloMessage): void;
  push(push: Exclude<Push, HelloMessage>): void;
  /** `offset`: milliseconds to add to the local clock for the server's. */
  clockOffset(offset: number): void;
  state(state: ConnectionState): void;
}

/** Owns the one WebSocket: opens it, proves that it lives, and opens it again. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #listener: ConnectionListener;
  readonly #requests: Requests;
  readonly #heartbeat: Heartbeat;
  #machine: Machine = INITIAL;
  #socket: WebSocketLike | undefined;
  /** Of the handshake while connecting, of the next try while waiting. */
  #timer: unknown;
  /** The environment said so, and nothing was heard since. */
  #offline = false;

  constructor(options: ConnectionOptions, listener: ConnectionListener) {
    this.#options = options;
    this.#listener = listener;
    this.#requests = new Requests(options.clock);
    this.#heartbeat = new Heartbeat(options.clock, {
      ping: () => this.#transmit({ type: 'ping', id: this.#requests.nextId(), t: options.clock.now() }),
      slow: (slow) => this.#step({ type: 'slow', slow }),
      dead: () => this.#lose({ kind: 'timeout', message: 'the server stopped answering' }),
    });
  }

  get state(): ConnectionState {
    return this.#machine.state;
  }

  get connected(): boolean {
    return this.state.name === 'connected';
  }

  /** Starts a try now, unless one runs or has succeeded. */
  connect(): void {
    const before = this.#machine;
    this.#step({ type: 'connect' });
    if (this.#machine !== before) this.#open();
  }

  /** Says bye and stops. Resolves when the server has heard it, or after 1 s. */
  close(): Promise<void> {
    const socket = this.#release();
    this.#step({ type: 'close' });
    if (!socket) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = this.#options.clock.setTimeout(resolve, BYE_MS);
      socket.onclose = () => {
        this.#options.clock.clearTimeout(timer);
        resolve();
      };
      socket.close(CLOSE.bye, 'bye');
    });
  }

  /** The environment suggests a look at the line: probes it, or tries at once where it waits. */
  hint(kind: 'online' | 'offline' | 'visible'): void {
    if (kind === 'offline') {
      // Browsers say "offline" for one of several networks, too: only the line itself knows.
      this.#offline = true;
      this.#heartbeat.probe(false);
      return;
    }
    if (kind === 'online') this.#offline = false;
    if (this.state.name === 'waiting') this.connect();
    else this.#heartbeat.probe(true);
  }

  /** An id for a request that needs no other. */
  nextId(): string {
    return this.#requests.nextId();
  }

  /** Sends a frame that nobody answers; dropped without a connection. */
  send(message: ClientMessage): void {
    if (this.connected) this.#transmit(message);
  }

  /** Sends a request; `answer` is called once, synchronously with the reply's frame. `closed` without a connection. */
  ask<R extends Request>(request: R, answer: Answer<ReplyTo<R>>): void {
    if (!this.connected) {
      answer(new ClientError('closed', 'there is no connection'));
      return;
    }
    this.#requests.expect(request, answer);
    this.#transmit(request);
  }

  #open(): void {
    const { clock, WebSocket, url } = this.#options;
    clock.clearTimeout(this.#timer);
    this.#timer = clock.setTimeout(
      () => this.#lose({ kind: 'timeout', message: `no hello within ${HANDSHAKE_MS / 1_000} s` }),
      HANDSHAKE_MS,
    );
    let opened = false;
    let socket: WebSocketLike;
    try {
      socket = new WebSocket(url, [SUBPROTOCOL]);
    } catch (error) {
      // A page's security policy may forbid the address.
      this.#lose({ kind: 'unreachable', message: String(error) });
      return;
    }
    this.#socket = socket;
    socket.onopen = () => {
      opened = true;
      void this.#authenticate(socket);
    };
    socket.onmessage = (event) => this.#receive(event.data);
    socket.onclose = (event) => this.#lose(reasonOfClose(event.code, event.reason, opened));
    // A close event always follows and says the same; but `ws` throws where nobody listens for errors.
    socket.onerror = () => {};
  }

  async #authenticate(socket: WebSocketLike): Promise<void> {
    let token: string | undefined;
    try {
      token = await this.#options.getToken?.();
    } catch (error) {
      if (this.#socket === socket) this.#lose({ kind: 'unreachable', message: `no token: ${String(error)}` });
      return;
    }
    if (this.#socket !== socket || token === undefined) return;
    const auth = { type: 'auth', id: this.#requests.nextId(), token } as const;
    this.#requests.expect(auth, (error) => {
      if (error?.code === 'unauthenticated') this.#lose({ kind: 'unauthenticated', message: error.message });
    });
    this.#transmit(auth);
  }

  #receive(data: unknown): void {
    this.#heartbeat.heard();
    this.#offline = false;
    const message = typeof data === 'string' ? decodeServerMessage(data) : undefined;
    if (!message) return;
    switch (message.type) {
      case 'hello':
        this.#hello(message);
        break;
      case 'pong':
        this.#pong(message);
        break;
      case 'ack':
      case 'joined':
      case 'error':
        this.#requests.settle(message);
        break;
      default:
        if (this.connected) this.#listener.push(message);
    }
  }

  #hello(hello: HelloMessage): void {
    if (this.state.name !== 'connecting') return;
    const { clock } = this.#options;
    clock.clearTimeout(this.#timer);
    this.#heartbeat.start(hello.heartbeatMs);
    this.#listener.clockOffset(hello.server.now - clock.now());
    this.#machine = nextMachine(this.#machine, { type: 'hello', now: clock.now() });
    this.#listener.hello(hello);
    this.#listener.state(this.state);
  }

  #pong(pong: PongMessage): void {
    // The server read its clock about half way between the question and now.
    if (pong.t !== undefined)
      this.#listener.clockOffset(Math.round(pong.now - (pong.t + this.#options.clock.now()) / 2));
  }

  /** The socket is gone, or given up. */
  #lose(reason: DisconnectReason): void {
    const { clock, random } = this.#options;
    this.#release()?.close();
    const told = this.#offline && reason.code !== CLOSE.restarting ? ({ ...reason, kind: 'offline' } as const) : reason;
    this.#step({ type: 'lost', reason: told, now: clock.now(), random: random() });
    const state = this.state;
    if (state.name === 'waiting') this.#timer = clock.setTimeout(() => this.connect(), state.retryAt - clock.now());
  }

  /** Forgets the socket: whatever it still says is of the past. The caller closes it. */
  #release(): WebSocketLike | undefined {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#options.clock.clearTimeout(this.#timer);
    this.#heartbeat.stop();
    if (socket) {
      socket.onopen = null;
      socket.onmessage = null;
      socket.onclose = null;
    }
    return socket;
  }

  #step(event: ConnectionEvent): void {
    const before = this.#machine;
    this.#machine = nextMachine(before, event);
    if (this.#machine === before) return;
    // Only after the state has changed: an answer that fails must find the line gone.
    if (event.type === 'lost' || event.type === 'close') this.#requests.drop();
    this.#listener.state(this.#machine.state);
  }

  #transmit(message: ClientMessage): void {
    this.#socket?.send(encodeClientMessage(message));
  }
}
