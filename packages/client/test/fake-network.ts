import type { ClientMessage, ClientMessageOf, ClientMessageType, HelloMessage, ServerMessage } from '@confab/protocol';
import type { WebSocketConstructor, WebSocketLike } from '../src/websocket-like.ts';
import { ANN } from './samples.ts';

/** The client's half of a socket; the test plays the other one. */
export class FakeSocket implements WebSocketLike {
  readyState = 0;
  onopen: WebSocketLike['onopen'] = null;
  onmessage: WebSocketLike['onmessage'] = null;
  onclose: WebSocketLike['onclose'] = null;
  onerror: WebSocketLike['onerror'] = null;
  /** The code the client closed with; undefined where it has not, null where it gave none. */
  closedWith: number | null | undefined;
  readonly sent: ClientMessage[] = [];

  constructor(
    readonly url: string,
    readonly protocols: string[],
  ) {}

  send(data: string): void {
    this.sent.push(JSON.parse(data) as ClientMessage);
  }

  close(code?: number): void {
    this.closedWith ??= code ?? null;
  }

  // The server's side

  open(): void {
    this.readyState = 1;
    this.onopen?.(undefined as never);
  }

  receive(...frames: ServerMessage[]): void {
    for (const frame of frames) this.onmessage?.({ data: JSON.stringify(frame) });
  }

  drop(code: number, reason = ''): void {
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }

  /** Opens and greets. */
  greet(hello: Partial<HelloMessage> = {}): void {
    this.open();
    this.receive(helloFrame(hello));
  }

  /** What the client has sent of one type. */
  frames<T extends ClientMessageType>(type: T): ClientMessageOf<T>[] {
    return this.sent.filter((frame): frame is ClientMessageOf<T> => frame.type === type);
  }

  /** The last frame of one type; fails where there is none. */
  last<T extends ClientMessageType>(type: T): ClientMessageOf<T> {
    const frame = this.frames(type).at(-1);
    if (!frame) throw new Error(`the client sent no ${type}`);
    return frame;
  }
}

/** Sockets that go nowhere. */
export class FakeNetwork {
  readonly sockets: FakeSocket[] = [];
  readonly WebSocket: WebSocketConstructor;

  constructor() {
    const { sockets } = this;
    this.WebSocket = class extends FakeSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols);
        sockets.push(this);
      }
    };
  }

  /** The newest socket. */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('the client has opened no socket');
    return socket;
  }
}

export function helloFrame(hello: Partial<HelloMessage> = {}): HelloMessage {
  return {
    type: 'hello',
    role: 'guest',
    user: ANN,
    server: { version: '1', now: 1_000_000, life: 'life-1' },
    heartbeatMs: 10_000,
    limits: { frameBytes: 65_536, bodyCodePoints: 4_000, idLength: 64, fileBytes: 1_000_000 },
    rooms: [],
    ...hello,
  };
}
