import {
  type AckMessage,
  type JoinedMessage,
  type Message,
  type MessagePush,
  normalizeBody,
  type PresencePush,
  type PresentMember,
  type Room as RoomInfo,
  type RoomSummary,
  type TypingPush,
  type User,
} from '@confab/protocol';
import { backoffDelay } from './backoff.ts';
import { type Deferred, deferred } from './deferred.ts';
import { Emitter } from './events.ts';
import { OlderPages } from './older-pages.ts';
import type { Outbox } from './outbox.ts';
import { applyPresence, presenceOf } from './presence.ts';
import { ReadPointer } from './read-pointer.ts';
import type { Answer, ReplyTo, Request } from './requests.ts';
import { roomOf } from './room-list.ts';
import { type Cursor, firstSeq } from './timeline.ts';
import { TimelineStore } from './timeline-store.ts';
import {
  type Api,
  ClientError,
  type Clock,
  type OutboxEntry,
  type RoomEvents,
  type RoomHandle,
  type RoomStatus,
  type Timeline,
} from './types.ts';
import { Typers, TypingSender } from './typing.ts';

/** What a room needs of its client. */
export interface RoomContext {
  clock: Clock;
  random: () => number;
  api: Pick<Api, 'messages'>;
  outbox: () => Outbox;
  connected: () => boolean;
  nextId: () => string;
  ask: <R extends Request>(request: R, answer: Answer<ReplyTo<R>>) => void;
  sendTyping: (room: string, on: boolean) => void;
  user: () => User | undefined;
  /** `hello.server.life` of this connection. */
  life: () => string;
  joined: (reply: JoinedMessage) => void;
  /** The read pointer moved by this user's doing. */
  read: (room: string, seq: number) => void;
}

/** One room: joins it and stays joined, keeps its timeline, tells what happens there. */
export class Room implements RoomHandle {
  readonly #context: RoomContext;
  readonly #asked: string;
  readonly #events = new Emitter<RoomEvents>();
  readonly #timeline: TimelineStore;
  readonly #older: OlderPages;
  readonly #pointer: ReadPointer;
  readonly #typing: TypingSender;
  readonly #typers: Typers;
  #info: RoomInfo | undefined;
  #status: RoomStatus = 'idle';
  #error: ClientError | undefined;
  #presence: readonly PresentMember[] = [];
  /** `join()` was called, and `leave()` was not since. */
  #wanted = false;
  /** A join is on its way; its number, so that the answer to an abandoned one is ignored. */
  #attempt: number | undefined;
  #attempts = 0;
  #refusals = 0;
  #retryTimer: unknown;
  #live: Deferred<void> | undefined;

  constructor(asked: string, info: RoomInfo | undefined, context: RoomContext) {
    this.#asked = asked;
    this.#info = info;
    this.#context = context;
    this.#timeline = new TimelineStore(
      (timeline) => this.#events.emit('timeline', timeline),
      () => this.#enter(),
    );
    this.#older = new OlderPages(context.api);
    this.#pointer = new ReadPointer(context.clock, (seq) => this.#sendRead(seq));
    this.#typing = new TypingSender(context.clock, (on) => context.sendTyping(this.key, on));
    this.#typers = new Typers(context.clock, () => this.#events.emit('typing', this.#typers.list));
  }

  get key(): string {
    return this.#info?.id ?? this.#asked;
  }
  get info(): RoomInfo | undefined {
    return this.#info;
  }
  get status(): RoomStatus {
    return this.#status;
  }
  get error(): ClientError | undefined {
    return this.#error;
  }
  get timeline(): Timeline {
    return this.#timeline.state;
  }
  get presence(): readonly PresentMember[] {
    return this.#presence;
  }
  get typers(): readonly { id: string; name: string }[] {
    return this.#typers.list;
  }
  get readSeq(): number {
    return this.#pointer.seq;
  }

  /** Whether `key` names this room: its id, its slug, or (while those are unknown) what it was asked for by. */
  answersTo(key: string): boolean {
    return this.#info ? key === this.#info.id || key === this.#info.slug : key === this.#asked;
  }

  join(): Promise<void> {
    this.#wanted = true;
    if (this.#status === 'live') return Promise.resolve();
    this.#live ??= deferred<void>();
    const { promise } = this.#live;
    this.#enter();
    return promise;
  }

  leave(): Promise<void> {
    this.#wanted = false;
    this.#abandon();
    this.closing();
    this.#settle(new ClientError('closed', 'the room was left'));
    if (!this.#context.connected()) return Promise.resolve();
    return this.#request({ type: 'leave', id: this.#context.nextId(), room: this.key }).then(
      () => {},
      // Without a connection, or outside of the room, there is nothing left to leave.
      () => {},
    );
  }

  send(
    body: string,
    options?: { replyTo?: string; thread?: string },
  ): Promise<{ id: string; seq: number; rev: number }> {
    const text = normalizeBody(body);
    if (!text.ok) {
      const code = text.problem === 'too_large' ? 'too_large' : 'invalid';
      return Promise.reject(new ClientError(code, `body: ${text.problem.replace('_', ' ')}`));
    }
    this.#typing.reset();
    const { entry, sent } = this.#context.outbox().add({ ...options, room: this.key, body: text.text });
    this.queued(entry);
    return sent;
  }

  retry(id: string): void {
    this.#context.outbox().retry(id);
  }

  discard(id: string): void {
    this.#context.outbox().discard(id);
    this.#timeline.dispatch({ type: 'discarded', id });
  }

  edit(message: string, body: string): Promise<void> {
    return this.#command({ type: 'edit', id: this.#context.nextId(), room: this.key, message, body });
  }

  remove(message: string): Promise<void> {
    return this.#command({ type: 'delete', id: this.#context.nextId(), room: this.key, message });
  }

  react(message: string, emoji: string, on: boolean): Promise<void> {
    return this.#command({ type: 'react', id: this.#context.nextId(), room: this.key, message, emoji, on });
  }

  typing(on: boolean): void {
    this.#typing.update(on);
  }

  markRead(seq: number): void {
    if (!this.#pointer.advance(seq)) return;
    this.#context.read(this.key, seq);
    this.#events.emit('read', seq);
  }

  loadOlder(limit?: number): Promise<number> {
    const state = this.#timeline.state;
    if (!state.hasOlder) return Promise.resolve(0);
    return this.#older.load(this.key, firstSeq(state), limit, (messages) => {
      const before = this.#timeline.state.sent;
      this.#timeline.dispatch({ type: 'older', messages });
      return this.#timeline.state.sent - before;
    });
  }

  on<E extends keyof RoomEvents>(event: E, listener: RoomEvents[E]): () => void {
    return this.#events.on(event, listener);
  }

  // What follows is for the client, which routes to its rooms what the server sends.

  /** A connection is there. `summary` is what its `hello` said of this room. */
  connected(summary: RoomSummary | undefined): void {
    const { cursor } = this.#timeline.state;
    if (cursor && cursor.life !== this.#context.life()) this.#pointer.reset(summary?.read ?? 0);
    if (summary) {
      this.setInfo(roomOf(summary));
      if (this.#pointer.seq > summary.read) this.#context.read(this.key, this.#pointer.seq);
      if (this.#pointer.resume(summary.read)) this.#events.emit('read', summary.read);
    }
    if (this.#wanted) this.#enter();
  }

  /** The connection is gone. */
  disconnected(): void {
    this.#abandon();
    this.#typing.reset();
    if (this.#status !== 'refused') this.#setStatus('idle');
  }

  /** Somebody else uses this client now: what the last one saw is not theirs. */
  clear(): void {
    this.#older.reset();
    this.#timeline.clear();
    this.#pointer.reset(0);
    this.#setPresence([]);
  }

  /** A change was pushed. */
  message({ type: _, ...message }: MessagePush): void {
    this.#typers.stop(message.author.id);
    this.#older.note(message);
    if (this.#status === 'live' || this.#attempt !== undefined) this.#timeline.push(message);
  }

  /** An entry of the outbox belongs here. */
  queued(entry: OutboxEntry): void {
    this.#timeline.dispatch({ type: 'queued', entry });
  }

  /** The server has stored an entry. */
  acked(entry: OutboxEntry, ack: AckMessage): void {
    const author = this.#context.user();
    const { id, body, replyTo, thread } = entry;
    const { seq = 0, rev = 0, at = entry.at } = ack;
    if (!author) return;
    const message: Message = {
      room: this.key,
      seq,
      rev,
      id,
      author,
      body,
      at,
      ...(replyTo && { replyTo }),
      ...(thread && { thread }),
    };
    this.#timeline.dispatch({ type: 'acked', message, live: this.#status === 'live' });
  }

  presenceChanged(push: PresencePush): void {
    if (this.#status === 'live') this.#setPresence(applyPresence(this.#presence, push));
  }

  typed(push: TypingPush): void {
    if (push.user.id === this.#context.user()?.id) return;
    if (push.on) this.#typers.start(push.user);
    else this.#typers.stop(push.user.id);
  }

  /** The server's read pointer is at `seq`. */
  setRead(seq: number): void {
    if (this.#pointer.confirm(seq)) this.#events.emit('read', seq);
  }

  setInfo(info: RoomInfo): void {
    if (JSON.stringify(info) === JSON.stringify(this.#info)) return;
    this.#info = info;
    this.#events.emit('info', info);
  }

  /** The client is about to say bye: tells what waits. */
  closing(): void {
    this.#typing.update(false);
    this.#pointer.flush();
  }

  /** The room is gone for this user. */
  removed(): void {
    this.#wanted = false;
    this.#refuse(new ClientError('room_not_found', 'the room was removed, or access to it was revoked'));
  }

  /** Becomes a member again, subscribed only where somebody asked for that. */
  rejoin(): Promise<void> {
    if (this.#wanted) {
      this.#live ??= deferred<void>();
      const { promise } = this.#live;
      this.#enter();
      return promise;
    }
    return this.join().then(() => this.leave());
  }

  #enter(): void {
    if (this.#attempt !== undefined || !this.#wanted || !this.#context.connected()) return;
    this.#context.clock.clearTimeout(this.#retryTimer);
    this.#attempts += 1;
    const attempt = this.#attempts;
    this.#attempt = attempt;
    if (this.#status !== 'live') this.#setStatus('joining');
    const { cursor } = this.#timeline.state;
    this.#context.ask({ type: 'join', id: this.#context.nextId(), room: this.key, ...cursor }, (error, reply) => {
      if (this.#attempt !== attempt) return;
      this.#attempt = undefined;
      if (reply) this.#joined(reply, cursor);
      else if (error) this.#joinFailed(error);
    });
  }

  #joined(reply: JoinedMessage, cursor: Cursor | undefined): void {
    const before = this.#timeline.state;
    const { messages, rev, seq, complete } = reply;
    if (!complete) this.#older.reset();
    for (const message of messages) this.#older.note(message);
    const resumed = cursor !== undefined;
    this.#timeline.dispatch({ type: 'joined', messages, rev, seq, complete, resumed, life: this.#context.life() });
    if (!this.#timeline.state.cursor) {
      this.#enter();
      return;
    }
    this.#timeline.dropQueue();
    this.#refusals = 0;
    this.#error = undefined;
    this.setInfo(reply.room);
    this.#context.joined(reply);
    for (const entry of this.#context.outbox().entries()) if (this.answersTo(entry.room)) this.queued(entry);
    this.#setPresence(presenceOf(reply.presence));
    this.#setStatus('live');
    if (resumed) this.#events.emit('resumed', { missed: Math.max(0, seq - before.head), complete });
    this.#settle();
  }

  #joinFailed(error: ClientError): void {
    switch (error.code) {
      case 'closed':
        return;
      case 'rate_limited':
      case 'unavailable':
      case 'internal':
      case 'unreachable': {
        this.#refusals += 1;
        const delay = error.retryAfterMs ?? backoffDelay(this.#refusals, this.#context.random());
        this.#retryTimer = this.#context.clock.setTimeout(() => this.#enter(), delay);
        return;
      }
      default:
        this.#refuse(error);
    }
  }

  #refuse(error: ClientError): void {
    this.#abandon();
    this.#error = error;
    this.#setStatus('refused');
    this.#settle(error);
  }

  /** Whatever is on its way does not matter any more. */
  #abandon(): void {
    this.#attempt = undefined;
    this.#context.clock.clearTimeout(this.#retryTimer);
    this.#typers.clear();
    if (!this.#wanted && this.#status !== 'refused') this.#setStatus('idle');
  }

  #settle(error?: ClientError): void {
    const live = this.#live;
    this.#live = undefined;
    if (error) live?.reject(error);
    else live?.resolve();
  }

  #sendRead(seq: number): boolean {
    if (!this.#context.connected()) return false;
    // What is lost with the line is told again after the next `hello`.
    this.#context.ask({ type: 'read', id: this.#context.nextId(), room: this.key, seq }, () => {});
    return true;
  }

  async #command(request: Request): Promise<void> {
    if (!this.#context.connected()) throw new ClientError('unavailable', 'there is no connection');
    await this.#request(request);
  }

  #request<R extends Request>(request: R): Promise<ReplyTo<R>> {
    return new Promise((resolve, reject) => {
      this.#context.ask(request, (error, reply) => (reply ? resolve(reply) : reject(error)));
    });
  }

  #setStatus(status: RoomStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    this.#events.emit('status', status);
  }

  #setPresence(members: readonly PresentMember[]): void {
    this.#presence = members;
    this.#events.emit('presence', members);
  }
}
