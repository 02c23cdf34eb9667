import type { AckMessage, PostMessage, User } from '@confab/protocol';
import { backoffDelay } from './backoff.ts';
import { type Deferred, deferred } from './deferred.ts';
import { ClientError, type Clock, type OutboxEntry, type OutboxStorage } from './types.ts';
import { uuid } from './uuid.ts';

/** Sends in flight per room. */
const WINDOW = 16;
/** A storage that does not answer within this is taken for broken. */
const LOAD_MS = 2_000;
/** The server fails at this very message again and again: the ones behind it shall not wait for ever. */
const MAX_INTERNAL = 8;

export interface Draft {
  room: string;
  body: string;
  replyTo?: string;
  thread?: string;
}

export interface Sent {
  id: string;
  seq: number;
  rev: number;
}

export interface OutboxOptions {
  storage: OutboxStorage;
  clock: Clock;
  random: () => number;
  connected: () => boolean;
  post: (frame: PostMessage, answer: (error: ClientError | undefined, ack?: AckMessage) => void) => void;
  /** Makes the user a member of the room again. */
  rejoin: (room: string) => Promise<void>;
  /** An entry of this user waits, or has failed: `failure` says. */
  queued: (entry: OutboxEntry) => void;
  acked: (entry: OutboxEntry, ack: AckMessage) => void;
  /** The number of messages that wait has changed. */
  waiting: (count: number) => void;
}

interface Item {
  entry: OutboxEntry;
  inFlight: boolean;
  /** Temporary refusals so far. */
  refusals: number;
  rejoined: boolean;
  result: Deferred<Sent>;
}

/** The messages of one room that wait, in the order they were written. */
interface Lane {
  items: Set<Item>;
  timer: unknown;
  /** After a refusal one at a time: a later message must not slip in before the refused one. */
  careful: boolean;
}

/** Sends messages in order, each until the server has it. The id stays the same, so again is never twice (G2). */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #items = new Map<string, Item>();
  /** This user's, failed ones excluded. */
  readonly #lanes = new Map<string, Lane>();
  #user: User | undefined;
  #loaded = false;
  #lastAt = 0;
  #waiting = 0;

  constructor(options: OutboxOptions) {
    this.#options = options;
    const timer = options.clock.setTimeout(() => this.#load([]), LOAD_MS);
    const load = options.storage.load().catch(() => []);
    void load.then((entries) => {
      options.clock.clearTimeout(timer);
      this.#load(entries);
    });
  }

  /** Messages of this user that wait; failed ones excluded. */
  get waiting(): number {
    return this.#waiting;
  }

  /** This user's entries, in the order they were written. */
  entries(): OutboxEntry[] {
    const mine = [...this.#items.values()].map((item) => item.entry).filter((entry) => this.#isMine(entry));
    return mine.sort((a, b) => a.at - b.at);
  }

  /** Takes a message in. It goes out now, or when there is a connection. */
  add(draft: Draft): { entry: OutboxEntry; sent: Promise<Sent> } {
    // Written in the same millisecond must still mean: in this order.
    this.#lastAt = Math.max(this.#options.clock.now(), this.#lastAt + 1);
    const entry: OutboxEntry = { ...draft, id: uuid(), at: this.#lastAt, author: this.#user?.id ?? '' };
    const item = this.#take(entry);
    this.#save(entry);
    this.#count();
    this.#pump(entry.room);
    return { entry, sent: item.result.promise };
  }

  /** Sends a failed entry again. */
  retry(id: string): void {
    const item = this.#items.get(id);
    if (!item?.entry.failure) return;
    const { failure: _, ...entry } = item.entry;
    this.#items.delete(id);
    this.#take(entry);
    this.#save(entry);
    this.#options.queued(entry);
    this.#count();
    this.#pump(entry.room);
  }

  /** Drops an entry. One that is in flight may arrive all the same. */
  discard(id: string): void {
    const item = this.#items.get(id);
    if (!item) return;
    this.#forget(item);
    item.result.reject(new ClientError('closed', 'the message was discarded'));
    this.#pump(item.entry.room);
  }

  /** There is a connection, and it is this user's. Entries written before anybody was known become theirs. */
  connected(user: User): void {
    if (user.id !== this.#user?.id) {
      this.#user = user;
      this.#adopt(user.id);
      this.#enqueueAll();
    }
    for (const room of [...this.#lanes.keys()]) this.#pump(room);
  }

  #load(entries: OutboxEntry[]): void {
    for (const entry of entries.sort((a, b) => a.at - b.at)) {
      if (this.#items.has(entry.id)) continue;
      this.#lastAt = Math.max(this.#lastAt, entry.at);
      this.#take(entry);
    }
    this.#loaded = true;
    if (!this.#user) return;
    this.#adopt(this.#user.id);
    this.#enqueueAll();
    for (const room of [...this.#lanes.keys()]) this.#pump(room);
  }

  #adopt(author: string): void {
    for (const item of this.#items.values()) {
      if (item.entry.author !== '') continue;
      item.entry = { ...item.entry, author };
      this.#save(item.entry);
    }
  }

  /** Builds the lanes anew: the user or what is on disk has become known. */
  #enqueueAll(): void {
    for (const lane of this.#lanes.values()) lane.items.clear();
    for (const entry of this.entries()) {
      const item = this.#items.get(entry.id);
      if (item) this.#enqueue(item);
      this.#options.queued(entry);
    }
    this.#count();
  }

  #take(entry: OutboxEntry): Item {
    const item: Item = { entry, inFlight: false, refusals: 0, rejoined: false, result: deferred<Sent>() };
    this.#items.set(entry.id, item);
    this.#enqueue(item);
    return item;
  }

  #enqueue(item: Item): void {
    if (!item.entry.failure && this.#isMine(item.entry)) this.#lane(item.entry.room).items.add(item);
  }

  #lane(room: string): Lane {
    let lane = this.#lanes.get(room);
    if (!lane) {
      lane = { items: new Set(), timer: undefined, careful: false };
      this.#lanes.set(room, lane);
    }
    return lane;
  }

  #pump(room: string): void {
    const lane = this.#lane(room);
    if (lane.items.size === 0) lane.careful = false;
    if (!this.#loaded || lane.timer !== undefined || !this.#options.connected()) return;
    let free = lane.careful ? 1 : WINDOW;
    for (const item of lane.items) {
      if (free === 0) return;
      free -= 1;
      if (!item.inFlight) this.#transmit(item);
    }
  }

  #transmit(item: Item): void {
    item.inFlight = true;
    const { id, room, body, replyTo, thread } = item.entry;
    const frame: PostMessage = {
      type: 'message',
      id,
      room,
      body,
      ...(replyTo && { replyTo }),
      ...(thread && { thread }),
    };
    this.#options.post(frame, (error, ack) => {
      item.inFlight = false;
      if (this.#items.get(id) !== item) return;
      if (ack) this.#succeed(item, ack);
      else if (error) this.#refused(item, error);
    });
  }

  #succeed(item: Item, ack: AckMessage): void {
    this.#forget(item);
    this.#options.acked(item.entry, ack);
    item.result.resolve({ id: item.entry.id, seq: ack.seq ?? 0, rev: ack.rev ?? 0 });
    this.#pump(item.entry.room);
  }

  #refused(item: Item, error: ClientError): void {
    const lane = this.#lane(item.entry.room);
    switch (error.code) {
      case 'closed':
        break;
      case 'rate_limited':
      case 'unavailable':
      case 'internal':
      case 'unreachable':
        item.refusals += 1;
        if (error.code === 'internal' && item.refusals >= MAX_INTERNAL) this.#fail(item, error);
        else
          this.#pause(item.entry.room, lane, error.retryAfterMs ?? backoffDelay(item.refusals, this.#options.random()));
        break;
      case 'not_joined':
        if (item.rejoined) this.#fail(item, error);
        else this.#rejoin(item, lane);
        break;
      default:
        this.#fail(item, error);
    }
  }

  #pause(room: string, lane: Lane, ms: number): void {
    lane.careful = true;
    this.#options.clock.clearTimeout(lane.timer);
    lane.timer = this.#options.clock.setTimeout(() => {
      lane.timer = undefined;
      this.#pump(room);
    }, ms);
  }

  #rejoin(item: Item, lane: Lane): void {
    lane.careful = true;
    item.rejoined = true;
    item.inFlight = true;
    const again = () => {
      item.inFlight = false;
      this.#pump(item.entry.room);
    };
    this.#options.rejoin(item.entry.room).then(again, again);
  }

  #fail(item: Item, error: ClientError): void {
    const failure = { code: error.code as NonNullable<OutboxEntry['failure']>['code'], message: error.message };
    item.entry = { ...item.entry, failure };
    const lane = this.#lane(item.entry.room);
    lane.items.delete(item);
    this.#save(item.entry);
    this.#options.queued(item.entry);
    this.#count();
    item.result.reject(error);
    this.#pump(item.entry.room);
  }

  #forget(item: Item): void {
    this.#items.delete(item.entry.id);
    this.#lane(item.entry.room).items.delete(item);
    // Left on disk it is sent once more after a reload, and the server knows its id.
    this.#options.storage.remove(item.entry.id).catch(() => {});
    this.#count();
  }

  /** Not awaited: writing to disk must not hold up the send, and where it fails memory has to do. */
  #save(entry: OutboxEntry): void {
    this.#options.storage.put(entry).catch(() => {});
  }

  #isMine(entry: OutboxEntry): boolean {
    return entry.author === (this.#user?.id ?? '');
  }

  #count(): void {
    let count = 0;
    for (const lane of this.#lanes.values()) count += lane.items.size;
    if (count === this.#waiting) return;
    this.#waiting = count;
    this.#options.waiting(count);
  }
}
