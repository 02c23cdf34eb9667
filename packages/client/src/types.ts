import type {
  Attachment,
  ErrorCode,
  HttpError,
  Limits,
  ListedRoom,
  Message,
  MessagePage,
  PresentMember,
  Restriction,
  Room,
  RoomRole,
  RoomSummary,
  SearchResult,
  ServerRole,
  StartInfo,
  Status,
  ThreadPush,
  User,
} from '@confab/protocol';
import type { LivePush } from './push-handlers.ts';

/** Where the client stands with the server. Every state says why and, where it waits, until when. */
export type ConnectionState =
  | { name: 'idle' }
  | { name: 'connecting'; attempt: number }
  /** `slow`: a ping has been unanswered for 3 s, the line is not given up yet. */
  | { name: 'connected'; since: number; slow: boolean }
  /** The next try starts at `retryAt` (Unix ms); `attempt` tries have failed in a row. */
  | { name: 'waiting'; reason: DisconnectReason; attempt: number; retryAt: number }
  /** The server said not to come back: 4001, 4003, 4500–4999. `connect()` tries again all the same. */
  | { name: 'failed'; reason: DisconnectReason };

export interface DisconnectReason {
  kind:
    | 'closed'
    | 'unreachable'
    | 'timeout'
    | 'offline'
    | 'restarting'
    | 'overloaded'
    | 'unauthenticated'
    | 'revoked'
    | 'flooding';
  /** The WebSocket close code, where there was one. */
  code?: number;
  message: string;
}

/** A send the server has not acknowledged; kept on disk until it is (or the user removes it). */
export interface OutboxEntry {
  /** The message's own id (UUID), reused at every try: the server stores it once (G2). */
  id: string;
  /** The room's id or slug, fixed when written: never sent anywhere else. */
  room: string;
  body: string;
  replyTo?: string;
  /** The root of the thread it is a reply in. */
  thread?: string;
  /** Such a reply stands in the room as well. */
  toRoom?: boolean;
  /** Its files, uploaded already. */
  attachments?: readonly Attachment[];
  /** Unix ms of the sender's clock. */
  at: number;
  /** The user it was written as. Entries of somebody else are kept, not sent. */
  author: string;
  /** Set once the server refused it for good. */
  failure?: SendFailure;
}

export interface SendFailure {
  code: ErrorCode;
  message: string;
  /** The user is muted or banned. */
  restriction?: Restriction;
}

/** Where the outbox lives. IndexedDB in the browser, memory in Node and tests. Calls may overlap; order per id holds. */
export interface OutboxStorage {
  load(): Promise<OutboxEntry[]>;
  put(entry: OutboxEntry): Promise<void>;
  remove(id: string): Promise<void>;
  /** Where several share it: `listener` gets what somebody who has gone left behind. It is now for this one to send. */
  onTakeOver?(listener: (entries: OutboxEntry[]) => void): void;
}

/** One row of a timeline. `id` is the message's own and stays the same from pending to sent. */
export type Row =
  | { status: 'sent'; id: string; message: Message }
  | { status: 'pending'; id: string; entry: OutboxEntry }
  | { status: 'failed'; id: string; entry: OutboxEntry; failure: SendFailure };

/** What a room looks like now. Immutable: a new object for every change, unchanged rows keep their identity. */
export interface Timeline {
  /**
   * Sent rows by ascending `seq` without holes, some 1,500 at most; then, behind the newest message only, pending and
   * failed ones in the order they were written.
   */
  rows: readonly Row[];
  /** Whether history before the first row exists on the server. */
  hasOlder: boolean;
  /** Whether messages after the last row exist: `rows` show a place in history. */
  hasNewer: boolean;
  /** The newest messages while `rows` end before them, some hundred; else empty. They may overlap with `rows`. */
  latest: readonly Row[];
  /** The pending and failed rows, whatever `rows` show. */
  unsent: readonly Row[];
  /** The cursor: everything up to this `rev` is in. */
  rev: number;
  /** `seq` of the newest message known, 0 in an empty room. */
  head: number;
}

export type RoomStatus =
  /** Not joined on this connection; the timeline is what was last known. */
  | 'idle'
  | 'joining'
  | 'live'
  /** The server refused the join: see `room.error`. */
  | 'refused';

export interface RoomEvents {
  /** Rows, `hasOlder` or the cursor changed. At most once a microtask turn. */
  timeline: (timeline: Timeline) => void;
  /** A message came or changed: pushed, or missed and replayed by a join. Also one that the timeline doesn't hold. */
  message: (message: Message) => void;
  status: (status: RoomStatus) => void;
  info: (room: Room) => void;
  /** Who is online here, ordered by name. */
  presence: (members: readonly PresentMember[]) => void;
  /** Who types now, oneself excluded, in the order they began. */
  typing: (users: readonly { id: string; name: string }[]) => void;
  /** Somebody was let in, got another role or (undefined) was sent away. */
  member: (user: User, role: RoomRole | undefined) => void;
  /** The read pointer moved: here or on another device. */
  read: (seq: number) => void;
  /** Joined again after a gap. `missed` messages came; complete false means older ones were dropped. */
  resumed: (result: { missed: number; complete: boolean }) => void;
}

/** A handle on one room; the same object for the same room. */
export interface RoomHandle {
  /** The id once known, else what it was asked for by. */
  readonly key: string;
  readonly info: Room | undefined;
  readonly status: RoomStatus;
  readonly error: ClientError | undefined;
  readonly timeline: Timeline;
  readonly presence: readonly PresentMember[];
  readonly typers: readonly { id: string; name: string }[];
  /** The read pointer, 0 while unknown. */
  readonly readSeq: number;
  /** Joins now and after every reconnect, from the cursor, until `leave()`. Resolves when live; rejects with ClientError. */
  join(): Promise<void>;
  /** No more pushes; the timeline is kept and a later join resumes from it. */
  leave(): Promise<void>;
  /**
   * Posts. The row is in the timeline (pending) and in the outbox before this returns; the promise settles with the
   * server's answer, possibly after reconnects. Rejects with ClientError where the server refuses for good.
   * @param body may be empty where there are attachments; those are what `uploadFile` has resolved with
   */
  send(
    body: string,
    options?: { replyTo?: string; thread?: string; toRoom?: boolean; attachments?: readonly Attachment[] },
  ): Promise<{ id: string; seq: number; rev: number }>;
  /** Sends a failed row again, same id. */
  retry(id: string): void;
  /** Drops a failed or pending row from timeline and outbox. */
  discard(id: string): void;
  /**
   * Edits, deletions and reactions need a live connection: they reject with `unavailable` without one. They resolve with the
   * message's `rev`: the one it had where nothing has changed by it.
   */
  edit(message: string, body: string): Promise<number>;
  remove(message: string): Promise<number>;
  react(message: string, emoji: string, on: boolean): Promise<number>;
  /** Called at every keystroke: sends at most every 3 s, and the stop after 4 s without a call or with `false`. */
  typing(on: boolean): void;
  /** Moves the read pointer forward (coalesced, at most one frame a 500 ms). */
  markRead(seq: number): void;
  /**
   * Prepends one page of history; beyond 1,500 rows, as many go at the other end. Concurrent calls share one request.
   * Resolves with the number of messages added.
   */
  loadOlder(limit?: number): Promise<number>;
  /** The same after the last row, until it is the newest message again. */
  loadNewer(limit?: number): Promise<number>;
  /**
   * Sees to it that a message of any age is among the rows, with those around it. Only the last call counts. Rejects
   * with `message_not_found`.
   */
  jumpTo(message: string): Promise<void>;
  /** Shows the newest messages again, at once. */
  toLatest(): void;
  /**
   * Whether the reader is at the end, as is assumed: then the oldest rows are let go when there are too many. Otherwise
   * they stay, and new messages are no longer added, but kept as `latest`.
   */
  follow(on: boolean): void;
  /** Registers a listener; returns the function that removes it. */
  on<E extends keyof RoomEvents>(event: E, listener: RoomEvents[E]): () => void;
}

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

export interface HttpOptions {
  /** The server's address, without a slash at the end. */
  url: string;
  fetch: typeof fetch;
  getToken: (() => string | undefined | Promise<string | undefined>) | undefined;
}

/** The HTTP half. Every method rejects with ClientError. */
export interface Api {
  /**
   * Any route, for functions that are no part of this object (`addMember(client.api, …)`). `path` begins with `/api/`. A
   * `Blob` is sent as it is, another body as JSON; an empty answer is undefined.
   */
  call<T>(method: string, path: string, body?: object): Promise<T>;
  /** `POST /api/session/guest`. */
  startGuest(name: string): Promise<{ user: User; token: string }>;
  /** `GET /api/start`: who one is, if anybody, and how one may come in. */
  start(): Promise<StartInfo>;
  /** Who one is; undefined without a session. */
  session(): Promise<User | undefined>;
  /** `DELETE /api/session`. */
  endSession(): Promise<void>;
  rooms(): Promise<ListedRoom[]>;
  createRoom(room: { name: string; topic?: string; private?: boolean }): Promise<Room>;
  updateRoom(
    room: string,
    change: { name?: string; topic?: string; archived?: boolean; slowModeMs?: number },
  ): Promise<Room>;
  leaveRoom(room: string): Promise<void>;
  messages(
    room: string,
    query: { before?: number; after?: number; around?: number | string; limit?: number },
  ): Promise<MessagePage>;
  /** `q` may hold filters (PROTOCOL.md, Q); `cursor` is the `next` of the page before. */
  search(query: {
    q: string;
    room?: string;
    from?: string;
    sort?: 'newest' | 'best';
    limit?: number;
    cursor?: string;
  }): Promise<SearchResult>;
}

/** Any failure the SDK reports. `code` is the server's, or `unreachable` where no answer came. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  constructor(
    readonly code: ErrorCode | HttpError['code'] | 'unreachable' | 'closed',
    message: string,
    /** Milliseconds to wait before trying again, where the server said so. */
    readonly retryAfterMs?: number,
    /** `room`: it is this room alone that asks for the wait. `restriction`: the user is muted or banned. */
    readonly about: { room?: string; restriction?: Restriction } = {},
  ) {
    super(message);
  }
}

/** Timers and time, injected so that tests need no waiting. */
export interface Clock {
  now(): number;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

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

/** An event handler whose event may be of a richer type, as each platform has its own. */
type Handler<E> = { handle(event: E): void }['handle'] | null;

/** The part of the WHATWG WebSocket that the SDK uses; browsers', undici's and `ws`'s all fit. */
export interface WebSocketLike {
  readonly readyState: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  onopen: Handler<never>;
  onmessage: Handler<{ data: unknown }>;
  onclose: Handler<{ code: number; reason: string }>;
  onerror: Handler<never>;
}
export type WebSocketConstructor = new (url: string, protocols: string[]) => WebSocketLike;
