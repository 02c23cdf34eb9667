import {
  CLOSE,
  type ClientMessage,
  decodeServerMessage,
  encodeClientMessage,
  type HelloMessage,
  SUBPROTOCOL,
} from '@confab/protocol';
import type { Client, ClientOptions } from './client.ts';
import { ClientError } from './client-error.ts';
import type { Clock } from './clock.ts';
import type { ConnectionState, DisconnectReason } from './connection-state.ts';
import { type ConnectionEvent, INITIAL, nextMachine } from './connection-state.ts';
import { reasonOfClose } from './disconnect-reason.ts';
import { createHeartbeat } from './heartbeat.ts';
import type { LivePush } from './push-handlers.ts';
import { type Answer, createRequests, type ReplyTo, type Request } from './requests.ts';
import type { WebSocketConstructor, WebSocketLike } from './websocket-like.ts';

/** From the start of a try to its `hello`. */
const HANDSHAKE_MS = 10_000;
/** How long `close` waits for the server's half of the closing handshake. */
const BYE_MS = 1_000;

export interface ConnectionOptions {
  url: string;
  WebSocket: WebSocketConstructor;
  getToken: ClientOptions['getToken'];
  clock: Clock;
  random: () => number;
}

/** Whom the connection tells. */
export interface ConnectionListener {
  /** The first frame of a connection. The state is `connected` by now, but nobody has been told yet. */
  hello(hello: HelloMessage): void;
  push(push: LivePush): void;
  /** `offset`: milliseconds to add to the local clock for the server's. */
  clockOffset(offset: number): void;
  state(state: ConnectionState): void;
}

/** A request as one writes it: only a message brings its own id. */
type Unsent<R> = R extends { type: 'message' } ? R : R extends Request ? Omit<R, 'id'> : never;

/** The one WebSocket: opened, proven to live, and opened again. */
export interface Connection {
  readonly state: ConnectionState;
  readonly connected: boolean;
  /** Starts a try now, unless one runs or has succeeded. */
  connect(): void;
  /** Says bye and stops. Resolves when the server has heard it, or after 1 s. */
  close(): Promise<void>;
  hint: Client['hint'];
  /** Sends a frame that nobody answers; dropped without a connection. */
  send(message: ClientMessage): void;
  /** Sends a request; `answer` is called once, synchronously with the reply's frame. `closed` without a connection. */
  ask<R extends Unsent<Request>>(request: R, answer: Answer<ReplyTo<R>>): void;
}

/** A connection that has not been asked for yet. */
export function createConnection(options: ConnectionOptions, listener: ConnectionListener): Connection {
  const { clock, random } = options;
  const requests = createRequests(clock);
  const heartbeat = createHeartbeat(clock, {
    ping: () => transmit({ type: 'ping', id: nextId(), t: clock.now() }),
    slow: (slow) => step({ type: 'slow', slow }),
    dead: () => lose({ kind: 'timeout', message: 'no answer' }),
  });
  let machine = INITIAL;
  let socket: WebSocketLike | undefined;
  /** Of the handshake while connecting, of the next try while waiting. */
  let timer: unknown;
  /** The environment said so, and nothing was heard since. */
  let offline = false;
  let count = 0;

  function nextId(): string {
    count += 1;
    return `r${count}`;
  }

  function connected(): boolean {
    return machine.state.name === 'connected';
  }

  function connect(): void {
    if (step({ type: 'connect' })) open();
  }

  function open(): void {
    clock.clearTimeout(timer);
    timer = clock.setTimeout(() => lose({ kind: 'timeout', message: 'no hello' }), HANDSHAKE_MS);
    let opened = false;
    let opening: WebSocketLike;
    try {
      opening = new options.WebSocket(options.url, [SUBPROTOCOL]);
    } catch (error) {
      // A page's security policy may forbid the address.
      lose({ kind: 'unreachable', message: String(error) });
      return;
    }
    socket = opening;
    opening.onopen = () => {
      opened = true;
      void authenticate(opening);
    };
    opening.onmessage = (event) => receive(event.data);
    opening.onclose = (event) => lose(reasonOfClose(event.code, event.reason, opened));
    // A close event always follows and says the same; but `ws` throws where nobody listens for errors.
    opening.onerror = () => {};
  }

  async function authenticate(opened: WebSocketLike): Promise<void> {
    try {
      const token = await options.getToken?.();
      if (socket !== opened || token === undefined) return;
      request({ type: 'auth', id: nextId(), token }, (error) => {
        if (error?.code === 'unauthenticated') lose({ kind: 'unauthenticated', message: error.message });
      });
    } catch (error) {
      if (socket === opened) lose({ kind: 'unreachable', message: String(error) });
    }
  }

  function receive(data: unknown): void {
    heartbeat.heard();
    offline = false;
    const message = decodeServerMessage(String(data));
    switch (message?.type) {
      case undefined:
        break;
      case 'hello':
        welcome(message as HelloMessage);
        break;
      case 'pong':
        // The server read its clock about half way between the question and now.
        if (message.t !== undefined) listener.clockOffset(Math.round(message.now - (message.t + clock.now()) / 2));
        break;
      case 'ack':
      case 'joined':
      case 'error':
        requests.settle(message);
        break;
      default:
        if (message && connected()) listener.push(message);
    }
  }

  function welcome(hello: HelloMessage): void {
    const now = clock.now();
    const next = nextMachine(machine, { type: 'hello', now });
    if (next === machine) return;
    machine = next;
    clock.clearTimeout(timer);
    heartbeat.start(hello.heartbeatMs);
    listener.clockOffset(hello.server.now - now);
    listener.hello(hello);
    listener.state(next.state);
  }

  /** The socket is gone, or given up. */
  function lose(reason: DisconnectReason): void {
    release()?.close();
    step({
      type: 'lost',
      reason: offline && reason.code !== CLOSE.restarting ? { ...reason, kind: 'offline' } : reason,
      now: clock.now(),
      random: random(),
    });
    if (machine.state.name === 'waiting') timer = clock.setTimeout(connect, machine.state.retryAt - clock.now());
  }

  /** Forgets the socket: whatever it still says is of the past. The caller closes it. */
  function release(): WebSocketLike | undefined {
    const old = socket;
    socket = undefined;
    clock.clearTimeout(timer);
    heartbeat.stop();
    if (old) old.onopen = old.onmessage = old.onclose = null;
    return old;
  }

  /** Returns whether that changed the state. */
  function step(event: ConnectionEvent): boolean {
    const { state } = machine;
    const next = nextMachine(machine, event);
    if (next === machine) return false;
    machine = next;
    if (next.state === state) return true;
    // Only after the state has changed: an answer that fails must find the line gone.
    if (!connected()) requests.drop();
    listener.state(next.state);
    return true;
  }

  function request<R extends Request>(frame: R, answer: Answer<ReplyTo<R>>): void {
    requests.expect(frame, answer);
    transmit(frame);
  }

  function transmit(message: ClientMessage): void {
    socket?.send(encodeClientMessage(message));
  }

  return {
    get state() {
      return machine.state;
    },
    get connected() {
      return connected();
    },
    connect,
    close() {
      const old = release();
      step({ type: 'close' });
      return new Promise((resolve) => {
        if (!old) return resolve();
        const limit = clock.setTimeout(resolve, BYE_MS);
        old.onclose = () => {
          clock.clearTimeout(limit);
          resolve();
        };
        old.close(CLOSE.bye);
      });
    },
    hint(kind) {
      // Browsers say "offline" for one of several networks, too: only the line itself knows.
      const hopeful = kind !== 'offline';
      if (kind !== 'visible') offline = !hopeful;
      if (hopeful) step({ type: 'hope' });
      if (hopeful && machine.state.name === 'waiting') connect();
      else heartbeat.probe();
    },
    send(message) {
      if (connected()) transmit(message);
    },
    ask(frame, answer) {
      if (connected()) request({ id: nextId(), ...frame } as unknown as Request, answer as Answer<unknown>);
      else answer(new ClientError('closed', 'no connection'));
    },
  };
}
