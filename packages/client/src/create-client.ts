import type { HelloMessage, JoinedMessage, Push, Status, User } from '@confab/protocol';
import { createApi } from './api.ts';
import { systemClock } from './clock.ts';
import { Connection } from './connection.ts';
import { type Deferred, deferred } from './deferred.ts';
import { endpoints } from './endpoints.ts';
import { Emitter } from './events.ts';
import { memoryStorage } from './memory-storage.ts';
import { Outbox } from './outbox.ts';
import type { Room } from './room.ts';
import { RoomList } from './room-list.ts';
import { Rooms } from './rooms.ts';
import { type Client, ClientError, type ClientEvents, type ClientOptions, type ConnectionState } from './types.ts';

/**
 * A client of one server. Nothing is sent before `connect()`.
 * @throws TypeError where `url` is no absolute URL, or the platform has no WebSocket and none was passed
 */
export function createClient(options: ClientOptions): Client {
  const { clock = systemClock, random = Math.random, getToken, storage = memoryStorage() } = options;
  const url = endpoints(options.url);
  const WebSocket = options.WebSocket ?? globalThis.WebSocket;
  if (!WebSocket) throw new TypeError('this platform has no WebSocket: pass one');

  const events = new Emitter<ClientEvents>();
  const api = createApi({ url: url.http, getToken, fetch: options.fetch ?? ((...args) => fetch(...args)) });
  const list = new RoomList((rooms) => events.emit('rooms', rooms));
  let user: User | undefined;
  let life = '';
  let clockOffset = 0;
  let status: Status | undefined;
  let firstHello: Deferred<void> | undefined;

  const connection = new Connection(
    { url: url.socket, WebSocket, getToken, clock, random },
    {
      hello,
      push,
      state,
      clockOffset: (offset) => {
        clockOffset = offset;
      },
    },
  );
  const rooms = new Rooms(
    {
      clock,
      random,
      api,
      outbox: () => outbox,
      connected: () => connection.connected,
      nextId: () => connection.nextId(),
      ask: (request, answer) => connection.ask(request, answer),
      sendTyping: (key, on) => connection.send({ type: 'typing', room: key, on }),
      user: () => user,
      life: () => life,
      joined,
      read: (key, seq) => list.read(key, seq),
    },
    (key) => list.find(key),
  );
  const outbox: Outbox = new Outbox({
    storage,
    clock,
    random,
    connected: () => connection.connected,
    post: (frame, answer) => connection.ask(frame, answer),
    rejoin: (key) => room(key).rejoin(),
    queued: (entry) => rooms.tell(entry.room, (handle) => handle.queued(entry)),
    acked: (entry, ack) => rooms.tell(entry.room, (handle) => handle.acked(entry, ack)),
    waiting: (count) => events.emit('waiting', count),
  });

  function room(key: string): Room {
    return rooms.get(key, (made) => {
      for (const entry of outbox.entries()) if (made.answersTo(entry.room)) made.queued(entry);
    });
  }

  function hello(message: HelloMessage): void {
    const another = user !== undefined && user.id !== message.user.id;
    user = message.user;
    life = message.server.life;
    list.reset(user, message.rooms);
    if (another) for (const handle of rooms.all) handle.clear();
    // Joins go out before the outbox: a message sent back to a room then finds it live.
    for (const handle of rooms.all) handle.connected(list.find(handle.key));
    outbox.connected(user);
    sendStatus();
    events.emit('user', user);
    firstHello?.resolve();
    firstHello = undefined;
  }

  function state(next: ConnectionState): void {
    if (next.name !== 'connected') for (const handle of rooms.all) handle.disconnected();
    events.emit('state', next);
    if (next.name !== 'failed') return;
    firstHello?.reject(failureOf(next.reason.kind, next.reason.message));
    firstHello = undefined;
  }

  function push(message: Exclude<Push, HelloMessage>): void {
    switch (message.type) {
      case 'message':
        list.message(message);
        rooms.tell(message.room, (handle) => handle.message(message));
        break;
      case 'activity':
        list.activity(message);
        break;
      case 'presence':
        rooms.tell(message.room, (handle) => handle.presenceChanged(message));
        break;
      case 'typing':
        rooms.tell(message.room, (handle) => handle.typed(message));
        break;
      case 'read':
        list.read(message.room, message.seq);
        rooms.tell(message.room, (handle) => handle.setRead(message.seq));
        break;
      case 'room':
        if (message.removed) {
          list.remove(message.room.id);
          rooms.tell(message.room.id, (handle) => handle.removed());
        } else {
          list.changed(message.room);
          rooms.tell(message.room.id, (handle) => handle.setInfo(message.room));
        }
        events.emit('room', message.room, message.removed === true);
    }
  }

  function joined(reply: JoinedMessage): void {
    list.joined(reply);
    const read = list.find(reply.room.id)?.read;
    if (read !== undefined) rooms.tell(reply.room.id, (handle) => handle.setRead(read));
  }

  function sendStatus(): void {
    // Nobody waits for the answer: a status that the server did not take is sent again after the next `hello`.
    if (status) connection.ask({ type: 'presence', id: connection.nextId(), status }, () => {});
  }

  return {
    get state() {
      return connection.state;
    },
    get user() {
      return user;
    },
    get rooms() {
      return list.rooms;
    },
    get waiting() {
      return outbox.waiting;
    },
    get clockOffset() {
      return clockOffset;
    },
    api,
    connect() {
      if (connection.connected) return Promise.resolve();
      firstHello ??= deferred<void>();
      const { promise } = firstHello;
      connection.connect();
      return promise;
    },
    close() {
      for (const handle of rooms.all) handle.closing();
      return connection.close();
    },
    room,
    setStatus(next) {
      status = next;
      sendStatus();
    },
    hint: (kind) => connection.hint(kind),
    on: (event, listener) => events.on(event, listener),
  };
}

function failureOf(kind: string, message: string): ClientError {
  if (kind === 'unauthenticated') return new ClientError('unauthenticated', message);
  return new ClientError(kind === 'revoked' ? 'forbidden' : 'closed', message);
}
