import type { HelloMessage, Limits, ServerRole, Status, User } from '@confab/protocol';
import { createApi } from './api.ts';
import type { Client, ClientEvents, ClientOptions } from './client.ts';
import { ClientError } from './client-error.ts';
import { systemClock } from './clock.ts';
import { createConnection } from './connection.ts';
import type { ConnectionState } from './connection-state.ts';
import { type Deferred, deferred } from './deferred.ts';
import { endpoints } from './endpoints.ts';
import { createEmitter } from './events.ts';
import { memoryStorage } from './memory-storage.ts';
import { createOutbox } from './outbox.ts';
import { handlePush, type LivePush } from './push-handlers.ts';
import { createRoom, type Room } from './room.ts';
import { createRoomList } from './room-list.ts';

/**
 * A client of one server. Nothing is sent before `connect()`.
 * @throws TypeError where `url` is no absolute URL, or the platform has no WebSocket and none was passed
 */
export function createClient(options: ClientOptions): Client {
  const { clock = systemClock, random = Math.random, getToken, storage = memoryStorage() } = options;
  const { http, socket } = endpoints(options.url);
  const WebSocket = options.WebSocket ?? globalThis.WebSocket;
  if (!WebSocket) throw new TypeError('this platform has no WebSocket: pass one');

  const { on, emit } = createEmitter<ClientEvents>();
  const session: { user: User | undefined; role: ServerRole; life: string } = {
    user: undefined,
    role: 'guest',
    life: '',
  };
  const rooms: Room[] = [];
  let clockOffset = 0;
  let limits: Limits | undefined;
  let status: Status | undefined;
  let firstHello: Deferred<void> | undefined;

  const httpOptions = { url: http, getToken, fetch: options.fetch ?? ((...args) => fetch(...args)) };
  const api = createApi(httpOptions);
  const list = createRoomList((summaries) => emit('rooms', summaries));
  const connection = createConnection(
    { url: socket, WebSocket, getToken, clock, random },
    {
      hello,
      push,
      state,
      clockOffset(offset) {
        clockOffset = offset;
      },
    },
  );
  const outbox = createOutbox({
    storage,
    clock,
    random,
    connection,
    rejoin: (key) => room(key).rejoin(),
    queued: (entry) => tell(entry.room, (one) => one.queued(entry)),
    acked: (entry, ack) => tell(entry.room, (one) => one.acked(entry, ack)),
    waiting: (count) => emit('waiting', count),
  });
  const context = { clock, random, api, connection, list, outbox, session };

  /** One object a room, whatever it was asked for by. */
  function room(key: string): Room {
    const summary = list.find(key);
    const known = rooms.find((one) => one.answersTo(key) || (summary && one.answersTo(summary.id)));
    if (known) return known;
    const made = createRoom(key, summary, context);
    rooms.push(made);
    return made;
  }

  /** Two answer where a room was asked for by id and by slug before either was known. */
  function tell(key: string, what: (room: Room) => void): void {
    for (const one of rooms) if (one.answersTo(key)) what(one);
  }

  function hello({ user, role, server, rooms: summaries, reports = 0, limits: allowed }: HelloMessage): void {
    limits = allowed;
    const another = session.user && session.user.id !== user.id;
    Object.assign(session, { user, role, life: server.life });
    list.reset(user, summaries);
    // Joins go out before the outbox: a message sent back to a room then finds it live.
    for (const one of rooms) {
      if (another) one.clear();
      one.connected(list.find(one.handle.key));
    }
    outbox.connected(user);
    tellStatus();
    emit('user', user);
    emit('reports', reports);
    firstHello?.resolve();
    firstHello = undefined;
  }

  function state(next: ConnectionState): void {
    if (next.name !== 'connected') for (const one of rooms) one.disconnected();
    emit('state', next);
    const refusal = refusalOf(next);
    if (!refusal) return;
    firstHello?.reject(refusal);
    firstHello = undefined;
  }

  function push(message: LivePush): void {
    emit('push', message);
    if (message.type === 'reports') {
      emit('reports', message.open);
      return;
    }
    if (message.type === 'user') {
      if (message.user.id === session.user?.id) {
        Object.assign(session, { user: message.user, role: message.role ?? session.role });
        emit('user', message.user);
      }
      handlePush(list.handlers, message);
      for (const one of rooms) handlePush(one.handlers, message);
      return;
    }
    if (message.type === 'thread') {
      emit('thread', message);
      return;
    }
    handlePush(list.handlers, message);
    const id = typeof message.room === 'string' ? message.room : message.room?.id;
    tell(id, (one) => handlePush(one.handlers, message));
    if (message.type === 'room') emit('room', message.room, message.removed === true, message.restriction);
  }

  function tellStatus(): void {
    // Nobody waits for the answer: a status that the server did not take is sent again after the next `hello`.
    if (status) connection.ask({ type: 'presence', status }, () => {});
  }

  return {
    get state() {
      return connection.state;
    },
    get user() {
      return session.user;
    },
    get role() {
      return session.role;
    },
    get rooms() {
      return list.rooms;
    },
    get waiting() {
      return outbox.waiting;
    },
    get unsent() {
      return outbox.entries();
    },
    get clockOffset() {
      return clockOffset;
    },
    get limits() {
      return limits;
    },
    api,
    http: httpOptions,
    connect() {
      if (connection.connected) return Promise.resolve();
      firstHello ??= deferred<void>();
      const { promise } = firstHello;
      connection.connect();
      return promise;
    },
    close() {
      for (const one of rooms) one.closing();
      outbox.closed();
      return connection.close();
    },
    room: (key) => room(key).handle,
    setStatus(next) {
      status = next;
      tellStatus();
    },
    hint: connection.hint,
    on,
  };
}

/** Why no `hello` will come; undefined while one may. */
function refusalOf(state: ConnectionState): ClientError | undefined {
  if (state.name === 'idle') return new ClientError('closed', 'the client was closed');
  if (state.name !== 'failed') return undefined;
  const { kind, message } = state.reason;
  return new ClientError(kind === 'unauthenticated' ? kind : 'forbidden', message);
}
