import type {
  AckMessage,
  JoinedMessage,
  Message,
  PresentMember,
  Room as RoomInfo,
  RoomSummary,
  User,
} from '@confab/protocol';
import type { Api } from './api.ts';
import { ClientError } from './client-error.ts';
import type { Clock } from './clock.ts';
import type { Connection } from './connection.ts';
import { quiet } from './deferred.ts';
import { createEmitter } from './events.ts';
import { createHistoryPages, type PageQuery } from './history-pages.ts';
import { endOf } from './message-run.ts';
import type { Outbox, Sent } from './outbox.ts';
import type { OutboxEntry } from './outbox-storage.ts';
import { applyPresence } from './presence.ts';
import type { PushHandlers } from './push-handlers.ts';
import { createReadPointer } from './read-pointer.ts';
import { retryDelay } from './retry-delay.ts';
import type { RoomEvents, RoomHandle } from './room-handle.ts';
import type { RoomList } from './room-list.ts';
import { createSubscription } from './subscription.ts';
import type { Cursor } from './timeline-state.ts';
import { createTimelineStore } from './timeline-store.ts';
import { createTypers, createTypingSender } from './typing.ts';

/**
 * More UTF-16 units than 4,000 code points can have. The server counts exactly, but a frame beyond 64 KiB would cost the
 * connection, again and again.
 */
const MAX_UNITS = 8_000;
/** Messages around one that was jumped to. */
const AROUND = 100;
/** A read pointer is told again as late as if it had been refused so many times: nobody waits for it. */
const READ_REFUSALS = 4;

/** What all rooms of a client share. */
export interface RoomContext {
  clock: Clock;
  random: () => number;
  api: Api;
  connection: Connection;
  list: RoomList;
  outbox: Outbox;
  /** Of the last `hello`. */
  session: { user: User | undefined; life: string };
}

/** A handle, and what its client tells it. */
export interface Room {
  handle: RoomHandle;
  /** Whether `key` names this room: its id, its slug, or (while those are unknown) what it was asked for by. */
  answersTo(key: string): boolean;
  /** A connection is there. `summary` is what its `hello` said of this room. */
  connected(summary: RoomSummary | undefined): void;
  /** The connection is gone. */
  disconnected(): void;
  /** The client is about to say bye: tells what waits. */
  closing(): void;
  /** Somebody else uses this client now: what the last one saw is not theirs. */
  clear(): void;
  readonly handlers: PushHandlers;
  /** An entry of the outbox belongs here. */
  queued(entry: OutboxEntry): void;
  /** The server has stored an entry. */
  acked(entry: OutboxEntry, ack: AckMessage): void;
  /** Becomes a member again, subscribed only where somebody asked for that. */
  rejoin(): Promise<void>;
}

/** One room: joins it and stays joined, keeps its timeline, tells what happens there. */
export function createRoom(asked: string, summary: RoomSummary | undefined, context: RoomContext): Room {
  const { clock, connection, outbox, session } = context;
  const { on, emit } = createEmitter<RoomEvents>();
  const timeline = createTimelineStore(
    (state) => emit('timeline', state),
    () => subscription.enter(),
  );
  const pages = createHistoryPages(context.api);
  const pointer = createReadPointer(clock, tellRead);
  const typing = createTypingSender(clock, (on) => connection.send({ type: 'typing', room: key(), on }));
  const typers = createTypers(clock, (list) => emit('typing', list));
  const subscription = createSubscription({
    clock,
    random: context.random,
    connection,
    key,
    cursor: () => timeline.state.cursor,
    entered,
    leaving: closing,
    status(next) {
      if (next !== 'live') typers.clear();
      emit('status', next);
    },
  });
  /** Of the database that the read pointer belongs to. */
  let life = session.life;
  let info: RoomInfo | undefined = summary && roomOf(summary);
  let presence: readonly PresentMember[] = [];
  /** The message of the jump that is on its way: only the last one counts. */
  let jump: string | undefined;

  pointer.confirm(summary?.read ?? 0);
  adoptEntries();

  function key(): string {
    return info?.id ?? asked;
  }

  function answersTo(name: string): boolean {
    return info ? name === info.id || name === info.slug : name === asked;
  }

  function adoptEntries(): void {
    for (const entry of outbox.entries()) if (answersTo(entry.room)) queued(entry);
  }

  function queued(entry: OutboxEntry): void {
    timeline.dispatch({ type: 'queued', entry });
  }

  async function send(text: string, options?: Parameters<RoomHandle['send']>[1]): Promise<Sent> {
    const { attachments = [], ...origin } = options ?? {};
    const files = attachments.length > 0 && { attachments };
    const body = sendable(text, !files);
    typing.reset();
    return outbox.add({ ...origin, ...files, room: key(), body });
  }

  /** @returns how many messages were added */
  function loadPage(type: 'older' | 'newer', query: PageQuery): Promise<number> {
    return pages.load(key(), query, (messages) => {
      const { first, rows } = timeline.state.shown;
      timeline.dispatch({ type, messages });
      const { shown } = timeline.state;
      return type === 'older' ? first - shown.first : endOf(shown) - first - rows.length;
    });
  }

  async function jumpTo(id: string): Promise<void> {
    jump = id;
    if (!timeline.state.cursor) await subscription.join();
    if (timeline.state.rows.some((row) => row.id === id)) return;
    await pages.load(key(), { around: id, limit: AROUND }, (messages) => {
      // Meanwhile somebody may have asked for another.
      if (jump === id) timeline.dispatch({ type: 'around', messages });
      return messages.length;
    });
  }

  function entered(reply: JoinedMessage, cursor: Cursor | undefined): void {
    const { head } = timeline.state;
    const { messages, rev, seq, complete } = reply;
    const resumed = cursor !== undefined;
    if (!complete) pages.reset();
    for (const message of messages) noted(message);
    timeline.dispatch({ type: 'joined', messages, rev, seq, complete, resumed, life: session.life });
    if (!timeline.state.cursor) {
      subscription.enter();
      return;
    }
    timeline.dropQueue();
    setInfo(reply.room);
    context.list.joined(reply);
    read(context.list.find(key())?.read ?? 0);
    adoptEntries();
    // Whoever changed their name meanwhile has it in what was said before, too.
    if (resumed) for (const { user } of reply.presence.members) timeline.dispatch({ type: 'renamed', user });
    setPresence(applyPresence([], { joined: reply.presence.members, left: [], changed: [] }));
    subscription.live();
    if (resumed) emit('resumed', { missed: missedOf(reply, head), complete });
  }

  /** How many messages came while nobody listened; of those that are not replayed nobody knows whose they are. */
  function missedOf({ messages, seq, complete }: JoinedMessage, head: number): number {
    if (!complete) return Math.max(0, seq - head);
    return messages.filter((message) => message.seq > head && message.author.id !== session.user?.id).length;
  }

  function noted(message: Message): void {
    pages.note(message);
    emit('message', message);
  }

  function closing(): void {
    typing.update(false);
    pointer.flush();
  }

  function tellRead(seq: number): boolean {
    // What is lost with the line is told again after the next `hello`.
    if (!connection.connected) return false;
    connection.ask({ type: 'read', room: key(), seq }, (refusal) => {
      const delay = refusal && retryDelay(refusal, READ_REFUSALS, context.random);
      if (delay !== undefined) pointer.retry(delay);
    });
    return true;
  }

  function read(seq: number): void {
    if (pointer.confirm(seq)) emit('read', seq);
  }

  /** Sends what only a live connection can do. @returns the `rev` of its acknowledgement */
  function command(request: Parameters<Connection['ask']>[0]): Promise<number> {
    return new Promise((resolve, reject) => {
      if (!connection.connected) reject(new ClientError('unavailable', 'no connection'));
      else connection.ask(request, (refusal, ack) => (refusal ? reject(refusal) : resolve(ack?.rev ?? 0)));
    });
  }

  function setInfo(next: RoomInfo): void {
    if (JSON.stringify(next) === JSON.stringify(info)) return;
    info = next;
    // Nobody writes there any more; what they would stop with is not told either.
    if (next.archived) typers.clear();
    emit('info', next);
  }

  function setPresence(members: readonly PresentMember[]): void {
    presence = members;
    emit('presence', members);
  }

  const handle: RoomHandle = {
    get key() {
      return key();
    },
    get info() {
      return info;
    },
    get status() {
      return subscription.status;
    },
    get error() {
      return subscription.error;
    },
    get timeline() {
      return timeline.state;
    },
    get presence() {
      return presence;
    },
    get typers() {
      return typers.list;
    },
    get readSeq() {
      return pointer.seq;
    },
    join: subscription.join,
    leave: subscription.leave,
    send: (text, options) => quiet(send(text, options)),
    retry: (id) => outbox.retry(id),
    discard(id) {
      outbox.discard(id);
      timeline.dispatch({ type: 'discarded', id });
    },
    edit: async (message, text) => command({ type: 'edit', room: key(), message, body: sendable(text, false) }),
    remove: (message) => command({ type: 'delete', room: key(), message }),
    react: (message, emoji, on) => command({ type: 'react', room: key(), message, emoji, on }),
    typing: (on) => typing.update(on),
    markRead(seq) {
      if (!pointer.advance(seq)) return;
      context.list.read(key(), seq);
      emit('read', seq);
    },
    loadOlder: async (limit) =>
      timeline.state.hasOlder ? loadPage('older', { before: timeline.state.shown.first, ...(limit && { limit }) }) : 0,
    loadNewer: async (limit) =>
      timeline.state.hasNewer
        ? loadPage('newer', { after: endOf(timeline.state.shown) - 1, ...(limit && { limit }) })
        : 0,
    jumpTo,
    toLatest() {
      jump = undefined;
      timeline.dispatch({ type: 'latest' });
    },
    follow(on) {
      timeline.following = on;
    },
    on,
  };

  return {
    handle,
    answersTo,
    connected(known) {
      if (life !== session.life) pointer.reset();
      life = session.life;
      if (known) {
        setInfo(roomOf(known));
        read(known.read);
        pointer.resume(known.read);
        context.list.read(known.id, pointer.seq);
      }
      subscription.enter();
    },
    disconnected() {
      typing.reset();
      subscription.disconnected();
    },
    closing,
    clear() {
      pages.reset();
      timeline.clear();
      pointer.reset();
      setPresence([]);
    },
    queued,
    acked({ id, body, replyTo, thread, toRoom, attachments, ...entry }, { seq = 0, rev = 0, at = entry.at }) {
      const author = session.user;
      const origin = { ...(replyTo && { replyTo }), ...(thread && { thread }), ...(toRoom && { toRoom }) };
      const files = attachments && { attachments: [...attachments] };
      const message = { room: key(), seq, rev, id, body, at, ...origin, ...files };
      if (author)
        timeline.dispatch({ type: 'acked', message: { ...message, author }, live: subscription.status === 'live' });
    },
    handlers: {
      message({ type: _, ...message }) {
        typers.stop(message.author.id);
        noted(message);
        if (subscription.listens) timeline.push(message);
      },
      presence(push) {
        if (subscription.status === 'live') setPresence(applyPresence(presence, push));
      },
      typing({ user, on: starts }) {
        if (starts && user.id !== session.user?.id) typers.start(user);
        else typers.stop(user.id);
      },
      read: ({ seq }) => read(seq),
      user({ user: known, statusText }) {
        timeline.dispatch({ type: 'renamed', user: known });
        if (presence.some(({ user }) => user.id === known.id)) {
          setPresence(presence.map((one) => (one.user.id === known.id ? { ...one, user: known, statusText } : one)));
        }
      },
      member({ user, role }) {
        if (!role) typers.stop(user.id);
        emit('member', user, role);
      },
      room(push) {
        setInfo(push.room);
        if (push.removed) subscription.refuse(new ClientError('room_not_found', 'the room was taken away'));
      },
    },
    rejoin: subscription.rejoin,
  };
}

/** The body as the server would keep it, near enough: its own word replaces ours. */
function sendable(text: string, needed = true): string {
  const body = text.trim().replaceAll('\r\n', '\n');
  if (!body && needed) throw new ClientError('invalid', 'body: must not be empty');
  if (body.length > MAX_UNITS) throw new ClientError('too_large', 'body: is too long');
  return body;
}

/** The room itself, without what only its member sees. */
function roomOf({
  role: _role,
  favourite: _favourite,
  muted: _muted,
  notify: _notify,
  head: _head,
  read: _read,
  unread: _unread,
  mentions: _mentions,
  restriction: _restriction,
  present: _present,
  ...room
}: RoomSummary): RoomInfo {
  return room;
}
