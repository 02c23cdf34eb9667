import type { HttpError, MessagePage, RoomList, RoomReply, SearchResult, SessionInfo } from '@confab/protocol';
import { type Api, ClientError } from './types.ts';

export interface ApiOptions {
  /** Without a slash at the end. */
  url: string;
  fetch: typeof fetch;
  getToken: (() => string | undefined | Promise<string | undefined>) | undefined;
}

/** The HTTP API of a server. */
export function createApi(options: ApiOptions): Api {
  const call = <T>(method: string, path: string, body?: object) => request<T>(options, method, path, body);
  const room = (key: string) => `/api/rooms/${encodeURIComponent(key)}`;
  return {
    startGuest: (name) => call('POST', '/api/session/guest', { name }),
    session: async () => {
      try {
        return (await call<SessionInfo>('GET', '/api/session')).user;
      } catch (error) {
        if (error instanceof ClientError && error.code === 'unauthenticated') return undefined;
        throw error;
      }
    },
    endSession: () => call('DELETE', '/api/session'),
    rooms: async () => (await call<RoomList>('GET', '/api/rooms')).rooms,
    createRoom: async (fields) => (await call<RoomReply>('POST', '/api/rooms', fields)).room,
    updateRoom: async (key, change) => (await call<RoomReply>('PATCH', room(key), change)).room,
    leaveRoom: (key) => call('DELETE', `${room(key)}/members/me`),
    messages: (key, query) => call<MessagePage>('GET', `${room(key)}/messages${search(query)}`),
    search: (query) => call<SearchResult>('GET', `/api/search${search(query)}`),
  };
}

async function request<T>(options: ApiOptions, method: string, path: string, body?: object): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  const token = await options.getToken?.();
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  if (body) headers['content-type'] = 'application/json';
  let response: Response;
  let text: string;
  try {
    const init: RequestInit = { method, headers, credentials: 'same-origin' };
    response = await options.fetch(options.url + path, body ? { ...init, body: JSON.stringify(body) } : init);
    text = await response.text();
  } catch (error) {
    throw new ClientError('unreachable', error instanceof Error ? error.message : String(error));
  }
  const value = parse(text);
  if (!response.ok) throw refusal(response, value);
  return value as T;
}

/** The error body of the server, or (a proxy answered in its place) what the status says. */
function refusal(response: Response, value: unknown): ClientError {
  const seconds = Number(response.headers.get('retry-after'));
  const retryAfterMs = seconds > 0 ? seconds * 1_000 : undefined;
  const { code, message } = (value ?? {}) as Partial<HttpError>;
  if (typeof code === 'string') return new ClientError(code, message ?? code, retryAfterMs);
  return new ClientError('unavailable', `the server answered ${response.status}`, retryAfterMs);
}

/** Undefined where the body is no JSON: 204, or a proxy's page. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function search(query: Record<string, string | number | undefined>): string {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries.map(([key, value]) => [key, String(value)]))}`;
}
