import type {
  HttpError,
  ListedRoom,
  MessagePage,
  Room,
  RoomList,
  RoomReply,
  SearchResult,
  StartInfo,
  User,
} from '@confab/protocol';
import { ClientError } from './client-error.ts';
import { roomPath } from './room-path.ts';

/** A request without its whole answer after this is given up: on a line that has died a browser waits for many minutes. */
const TIMEOUT_MS = 30_000;

/** The way to a server's HTTP API. */
export interface HttpOptions {
  /** The server's address, without a slash at the end. */
  url: string;
  fetch: typeof fetch;
  getToken: (() => string | undefined | Promise<string | undefined>) | undefined;
}

/**
 * The HTTP half. Every method rejects with ClientError: the server's `code`, or `unreachable` where no whole answer came
 * within 30 s; a `Blob` has all the time it needs.
 */
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

/** The HTTP API of a server. */
export function createApi(options: HttpOptions): Api {
  const call = <T>(method: string, path: string, body?: object) => request<T>(options, method, path, body);
  const start = () => call<StartInfo>('GET', '/api/start');
  return {
    call,
    startGuest: (name) => call('POST', '/api/session/guest', { name }),
    start,
    session: async () => (await start()).session?.user,
    endSession: () => call('DELETE', '/api/session'),
    rooms: async () => (await call<RoomList>('GET', '/api/rooms')).rooms,
    createRoom: async (fields) => (await call<RoomReply>('POST', '/api/rooms', fields)).room,
    updateRoom: async (key, change) => (await call<RoomReply>('PATCH', roomPath(key), change)).room,
    leaveRoom: (key) => call('DELETE', `${roomPath(key)}/members/me`),
    messages: (key, query) => call<MessagePage>('GET', `${roomPath(key)}/messages${search(query)}`),
    search: (query) => call<SearchResult>('GET', `/api/search${search(query)}`),
  };
}

async function request<T>(options: HttpOptions, method: string, path: string, body?: object): Promise<T> {
  try {
    const token = await options.getToken?.();
    const isRaw = body instanceof Blob;
    const response = await options.fetch(options.url + path, {
      method,
      headers: {
        ...(body && { 'content-type': isRaw ? body.type : 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body && { body: isRaw ? body : JSON.stringify(body) }),
      // A file takes as long as it takes.
      signal: isRaw ? null : AbortSignal.timeout(TIMEOUT_MS),
    });
    const value: unknown = response.status === 204 ? undefined : await response.json();
    if (response.ok) return value as T;
    const error = value as HttpError;
    const wait = Number(response.headers.get('retry-after')) * 1_000;
    throw new ClientError(error.code, error.message, wait || undefined, error);
  } catch (error) {
    // No answer, or a proxy's page in place of one.
    throw error instanceof ClientError ? error : new ClientError('unreachable', String(error));
  }
}

/** The query string; what is undefined is left out. */
function search(query: object): string {
  return `?${new URLSearchParams(JSON.parse(JSON.stringify(query)))}`;
}
