import type { Limits, Restriction, Room, RoomSummary, ServerRole, Status, ThreadPush, User } from '@confab/protocol';
import type { Api, HttpOptions } from './api.ts';
import type { Clock } from './clock.ts';
import type { ConnectionState } from './connection-state.ts';
import type { OutboxEntry, OutboxStorage } from './outbox-storage.ts';
import type { LivePush } from './push-handlers.ts';
import type { RoomHandle } from './room-handle.ts';
import type { WebSocketConstructor } from './websocket-like.ts';

/** What a client tells. */
export interface ClientEvents {
  /** Whatever the server told of its own accord, as it came and before the client has taken it in. */
  push: (push: LivePush) => void;
  state: (state: ConnectionState) => void;
  /** The user behind the session, after each `hello`. */
  user: (user: User) => void;
  /** The user's rooms with head, unread and mentions; a new array for every change. Ordered by name. */
  rooms: (rooms: readonly RoomSummary[]) => void;
  /** A room was created, changed or (`removed`) taken away. */
  room: (room: Room, removed: boolean, restriction?: Restriction) => void;
  /** News of a thread that the user follows, or they have read it elsewhere. */
  thread: (news: ThreadPush) => void;
  /** How many reported messages wait for the user, who is a moderator somewhere. */
  reports: (open: number) => void;
  /** Messages that wait in the outbox of this user, failed ones excluded. */
  waiting: (count: number) => void;
}

/** A client of one server: its connection, its rooms, its outbox. */
export interface Client {
  readonly state: ConnectionState;
  readonly user: User | undefined;
  /** What the user is on the server as a whole, as the last `hello` said; a guest until then. */
  readonly role: ServerRole;
  readonly rooms: readonly RoomSummary[];
  readonly waiting: number;
  /** What this user wrote and the server has not stored, failed ones included, in the order written. Of all rooms. */
  readonly unsent: readonly OutboxEntry[];
  /** Milliseconds to add to Date.now() for the server's time. */
  readonly clockOffset: number;
  /** What the server allows; undefined before the first `hello`. */
  readonly limits: Limits | undefined;
  readonly api: Api;
  /** The way to the server's HTTP API, for what has a file of its own (`@confab/client/upload-file`). */
  readonly http: HttpOptions;
  /**
   * Starts, or tries again at once where it waits. Resolves at the first `hello`; rejects only when the state becomes
   * `failed`, or with `closed` where `close()` comes first.
   */
  connect(): Promise<void>;
  /** Says bye (1000) and stops. The outbox stays. */
  close(): Promise<void>;
  room(idOrSlug: string): RoomHandle;
  /** What others see of this user; sent again after every reconnect. */
  setStatus(status: Status): void;
  /** The environment suggests a look at the line (`online`, tab visible): probes it, or tries again at once where it waits. */
  hint(kind: 'online' | 'offline' | 'visible'): void;
  on<E extends keyof ClientEvents>(event: E, listener: ClientEvents[E]): () => void;
}

/** What a client needs to know of its server and its platform. */
export interface ClientOptions {
  /** The server's origin (`https://chat.example.org`, `http://localhost:3000`) or its WebSocket URL; `/ws` is added. */
  url: string;
  /** A token for Bearer (HTTP) and the `auth` frame (WebSocket). Left out where the session cookie does it. */
  getToken?: () => string | undefined | Promise<string | undefined>;
  /** Memory where left out. */
  storage?: OutboxStorage;
  /** The platform's where left out; Node 20 has none: pass `ws`'s. */
  WebSocket?: WebSocketConstructor;
  fetch?: typeof fetch;
  clock?: Clock;
  /** For the jitter, 0 ≤ x < 1. */
  random?: () => number;
}
