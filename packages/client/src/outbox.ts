import type { AckMessage, User } from '@confab/protocol';
import type { Connection } from './connection.ts';
import { type Deferred, deferred } from './deferred.ts';
import { retryDelay } from './retry-delay.ts';
import { ClientError, type Clock, type OutboxEntry, type OutboxStorage, type SendFailure } from './types.ts';
import { uuid } from './uuid.ts';

/** Sends in flight per room. */
const WINDOW = 16;
/** A storage that does not answer within this is taken for broken. */
const LOAD_MS = 2_000;
/** The server fails at this very message again and again: the ones behind it shall not wait for ever. */
const MAX_INTERNAL = 8;

/** What the server made of a message. */
export interface Sent {
  id: string;
  seq: number;
  rev: number;
}

export interface OutboxOptions {
  storage: OutboxStorage;
  clock: Clock;
  random: () => number;
  connection: Connection;
  /** Makes the user a member of the room again. */
  rejoin(room: string): Promise<void>;
  /** An entry of this user waits, or has failed: `failure` says. */
  queued(entry: OutboxEntry): void;
  acked(entry: OutboxEntry, ack: AckMessage): void;
  /** The number of messages that wait has changed. */
  waiting(count: number): void;
}

/** Sends messages in order, each until the server has it. The id stays the same, so again is never twice (G2). */
export interface Outbox {
  /** Messages of this user that wait; failed ones excluded. */
  readonly waiting: number;
  /** This user's entries, in the order they were written. */
  entries(): OutboxEntry[];
  /** Takes a message in. It goes out now, or when there is a connection. */
  add(draft: Pick<OutboxEntry, 'room' | 'body' | 'replyTo' | 'thread'>): Promise<Sent>;
  /** Sends a failed entry again. */
  retry(id: string): void;
  /** Drops an entry. One that is in flight may arrive all the same. */
  discard(id: string): void;
  /** There is a connection, and it is this user's. Entries written before anybody was known become theirs. */
  connected(user: User): void;
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
  /** Set while the lane rests after a refusal. */
  timer: unknown;
  /** After a refusal one at a time: a later message must not slip in before the refused one. */
  careful: boolean;
}

export function createOutbox(options: OutboxOptions): Outbox {
  const { storage, clock, random, connection } = options;
  const items = new Map<string, Item>();
  /** This user's, failed ones excluded. */
  const lanes = new Map<string, Lane>();
  let author = '';
  let loaded = false;
  let lastAt = 0;
  let waiting = 0;

  const limit = clock.setTimeout(() => load([]), LOAD_MS);
  storage.load().then(load, () => load([]));

  function load(stored: OutboxEntry[]): void {
    clock.clearTimeout(limit);
    for (const entry of stored) {
      lastAt = Math.max(lastAt, entry.at);
      if (!items.has(entry.id)) take(entry);
    }
    loaded = true;
    if (author) assign();
  }

  /** Builds the lanes anew: the user, or what is on disk, has become known. */
  function assign(): void {
    for (const lane of lanes.values()) lane.items.clear();
    for (const item of items.values()) if (!item.entry.author) save(item, { ...item.entry, author });
    for (const entry of entries()) {
      enqueue(items.get(entry.id));
      options.queued(entry);
    }
    count();
    for (const room of lanes.keys()) pump(room);
  }

  function entries(): OutboxEntry[] {
    const all = [...items.values()].map((item) => item.entry);
    return all.filter((entry) => entry.author === author).sort((a, b) => a.at - b.at);
  }

  function take(entry: OutboxEntry): Item {
    const item: Item = { entry, inFlight: false, refusals: 0, rejoined: false, result: deferred<Sent>() };
    items.set(entry.id, item);
    return item;
  }

  function enqueue(item: Item | undefined): void {
    if (item && !item.entry.failure) lane(item.entry.room).items.add(item);
  }

  function lane(room: string): Lane {
    const known = lanes.get(room) ?? { items: new Set(), timer: undefined, careful: false };
    lanes.set(room, known);
    return known;
  }

  function pump(room: string): void {
    const { items: queue, timer, careful } = lane(room);
    if (queue.size === 0) lane(room).careful = false;
    if (!loaded || timer !== undefined || !connection.connected) return;
    let free = careful ? 1 : WINDOW;
    for (const item of queue) {
      if (free === 0) break;
      free -= 1;
      if (!item.inFlight) transmit(item);
    }
  }

  function transmit(item: Item): void {
    const { id, room, body, replyTo, thread } = item.entry;
    item.inFlight = true;
    const frame = { type: 'message', id, room, body, ...(replyTo && { replyTo }), ...(thread && { thread }) } as const;
    connection.ask(frame, (error, ack) => {
      item.inFlight = false;
      if (items.get(id) !== item) return;
      if (ack) succeed(item, ack);
      else if (error) refused(item, error);
    });
  }

  function succeed(item: Item, ack: AckMessage): void {
    const { seq = 0, rev = 0 } = ack;
    forget(item);
    options.acked(item.entry, ack);
    item.result.resolve({ id: item.entry.id, seq, rev });
    pump(item.entry.room);
  }

  function refused(item: Item, error: ClientError): void {
    const { room } = item.entry;
    const at = lane(room);
    item.refusals += 1;
    const delay = retryDelay(error, item.refusals, random);
    // Without a line there is nothing to do: the next one sends it again.
    if (error.code === 'closed') return;
    at.careful = true;
    if (error.code === 'not_joined' && !item.rejoined) {
      item.inFlight = item.rejoined = true;
      const again = () => {
        item.inFlight = false;
        pump(room);
      };
      options.rejoin(room).then(again, again);
    } else if (delay === undefined || (error.code === 'internal' && item.refusals >= MAX_INTERNAL)) {
      fail(item, error);
    } else {
      clock.clearTimeout(at.timer);
      at.timer = clock.setTimeout(() => {
        at.timer = undefined;
        pump(room);
      }, delay);
    }
  }

  function fail(item: Item, error: ClientError): void {
    const { code, message } = error;
    save(item, { ...item.entry, failure: { code: code as SendFailure['code'], message } });
    lane(item.entry.room).items.delete(item);
    options.queued(item.entry);
    count();
    item.result.reject(error);
    pump(item.entry.room);
  }

  function forget(item: Item): void {
    items.delete(item.entry.id);
    lane(item.entry.room).items.delete(item);
    // Left on disk it is sent once more after a reload, and the server knows its id.
    storage.remove(item.entry.id).catch(() => {});
    count();
  }

  /** Not awaited: writing to disk must not hold up the send, and where it fails memory has to do. */
  function save(item: Item, entry: OutboxEntry): void {
    item.entry = entry;
    storage.put(entry).catch(() => {});
  }

  function count(): void {
    let now = 0;
    for (const { items: queue } of lanes.values()) now += queue.size;
    if (now === waiting) return;
    waiting = now;
    options.waiting(now);
  }

  /** Puts an entry into the queue, and on disk. */
  function submit(entry: OutboxEntry): Promise<Sent> {
    const item = take(entry);
    save(item, entry);
    enqueue(item);
    options.queued(entry);
    count();
    pump(entry.room);
    return item.result.promise;
  }

  return {
    get waiting() {
      return waiting;
    },
    entries,
    add(draft) {
      // Written in the same millisecond must still mean: in this order.
      lastAt = Math.max(clock.now(), lastAt + 1);
      return submit({ ...draft, id: uuid(), at: lastAt, author });
    },
    retry(id) {
      const { failure, ...entry } = items.get(id)?.entry ?? {};
      if (failure) void submit(entry as OutboxEntry);
    },
    discard(id) {
      const item = items.get(id);
      if (!item) return;
      forget(item);
      item.result.reject(new ClientError('closed', 'the message was discarded'));
      pump(item.entry.room);
    },
    connected(user) {
      const known = author === user.id;
      author = user.id;
      if (known) for (const room of lanes.keys()) pump(room);
      else assign();
    },
  };
}
