import type { AckMessage, User } from '@confab/protocol';
import { ClientError } from './client-error.ts';
import type { Clock } from './clock.ts';
import type { Connection } from './connection.ts';
import { type Deferred, deferred } from './deferred.ts';
import type { OutboxEntry, OutboxStorage, SendFailure } from './outbox-storage.ts';
import { retryDelay } from './retry-delay.ts';
import { uuidAt } from './uuid.ts';

/** Sends in flight. */
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
  add(draft: Pick<OutboxEntry, 'room' | 'body' | 'replyTo' | 'thread' | 'toRoom' | 'attachments'>): Promise<Sent>;
  /** Sends a failed entry again. */
  retry(id: string): void;
  /** Drops an entry. One that is in flight may arrive all the same. */
  discard(id: string): void;
  /** There is a connection, and it is this user's. Entries written before anybody was known become theirs. */
  connected(user: User): void;
  /** The client is closed: a storage that outlives it must not keep it. `connected` looks again at what is there. */
  closed(): void;
}

interface Item {
  entry: OutboxEntry;
  inFlight: boolean;
  /** Temporary refusals so far. */
  refusals: number;
  rejoined: boolean;
  result: Deferred<Sent>;
}

/** The outbox on a storage: what an earlier visit left there comes first. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { storage, clock, random, connection } = options;
  /** In the order in which they are sent, over all rooms: what limits one of them limits the person. */
  const items = new Map<string, Item>();
  let author = '';
  let loaded = false;
  let lastAt = 0;
  let waiting = 0;
  /** Set while the outbox rests after a refusal. */
  let pause: unknown;
  /** Rooms that asked for a wait of their own, and whether it lasts; afterwards one message at a time goes there until none waits. */
  const rests = new Map<string, boolean>();
  /** After a refusal one at a time: a later message must not slip in before the refused one. */
  let careful = false;

  let limit: unknown;
  /** Ends the listening to what others leave behind; undefined while closed. */
  let stop: (() => unknown) | undefined;
  open();

  function open(): void {
    if (stop) return;
    stop = storage.onTakeOver?.(load) ?? (() => {});
    limit = clock.setTimeout(() => load([]), LOAD_MS);
    storage.load().then(load, () => load([]));
  }

  /** What was on disk goes before what has been written here since. */
  function load(stored: OutboxEntry[]): void {
    clock.clearTimeout(limit);
    const early = [...items];
    items.clear();
    for (const entry of stored.sort(byAge)) take(entry);
    for (const [id, item] of early) items.set(id, item);
    loaded = true;
    if (author) assign();
  }

  /** The user, or what is on disk, has become known. */
  function assign(): void {
    for (const item of items.values()) if (!item.entry.author) save(item, { ...item.entry, author });
    entries().forEach(options.queued);
    pump();
  }

  function entries(): OutboxEntry[] {
    const all = [...items.values()].map((item) => item.entry);
    return all.filter((entry) => entry.author === author).sort(byAge);
  }

  function take(entry: OutboxEntry): Item {
    const item: Item = { entry, inFlight: false, refusals: 0, rejoined: false, result: deferred<Sent>() };
    // Again at the end where it was there.
    items.delete(entry.id);
    items.set(entry.id, item);
    lastAt = Math.max(lastAt, entry.at);
    return item;
  }

  /** Sends what may be sent, and tells how much waits. */
  function pump(): void {
    const queue = [...items.values()].filter(({ entry }) => entry.author === author && !entry.failure);
    if (queue.length === 0) {
      careful = false;
      rests.clear();
    }
    if (loaded && pause === undefined && connection.connected) {
      const awake = queue.filter(({ entry: { room } }, i) => {
        const rest = rests.get(room);
        return rest === undefined || (!rest && queue.findIndex(({ entry }) => entry.room === room) === i);
      });
      for (const item of awake.slice(0, careful ? 1 : WINDOW)) if (!item.inFlight) transmit(item);
    }
    if (queue.length === waiting) return;
    waiting = queue.length;
    options.waiting(waiting);
  }

  function transmit(item: Item): void {
    const { id, room, body, replyTo, thread, toRoom, attachments } = item.entry;
    item.inFlight = true;
    const place = { ...(replyTo && { replyTo }), ...(thread && { thread }), ...(toRoom && { toRoom }) };
    const files = attachments && { attachments: attachments.map((file) => file.id) };
    const frame = { type: 'message', id, room, body, ...place, ...files } as const;
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
  }

  function refused(item: Item, error: ClientError): void {
    // Without a line there is nothing to do: the next one sends it again.
    if (error.code === 'closed') return;
    item.refusals += 1;
    const delay = retryDelay(error, item.refusals, random);
    if (error.code === 'not_joined' && !item.rejoined) {
      item.inFlight = item.rejoined = true;
      careful = true;
      const again = () => {
        item.inFlight = false;
        pump();
      };
      options.rejoin(item.entry.room).then(again, again);
    } else if (delay === undefined || (error.code === 'internal' && item.refusals >= MAX_INTERNAL)) {
      fail(item, error);
    } else if (error.about.room) {
      const { room } = item.entry;
      rests.set(room, true);
      clock.setTimeout(() => {
        rests.set(room, false);
        pump();
      }, delay);
      pump();
    } else {
      careful = true;
      clock.clearTimeout(pause);
      pause = clock.setTimeout(() => {
        pause = undefined;
        pump();
      }, delay);
    }
  }

  function fail(item: Item, error: ClientError): void {
    const { message } = error;
    const { restriction } = error.about;
    const code = error.code as SendFailure['code'];
    save(item, { ...item.entry, failure: { code, message, ...(restriction && { restriction }) } });
    options.queued(item.entry);
    item.result.reject(error);
    pump();
  }

  function forget({ entry }: Item): void {
    items.delete(entry.id);
    // Left on disk it is sent once more after a reload, and the server knows its id.
    storage.remove(entry.id).catch(() => {});
    pump();
  }

  /** Not awaited: writing to disk must not hold up the send, and where it fails memory has to do. */
  function save(item: Item, entry: OutboxEntry): void {
    item.entry = entry;
    storage.put(entry).catch(() => {});
  }

  /** Puts an entry at the end of the queue, and on disk. */
  function submit(entry: OutboxEntry): Promise<Sent> {
    const item = take(entry);
    save(item, entry);
    options.queued(entry);
    pump();
    return item.result.promise;
  }

  return {
    get waiting() {
      return waiting;
    },
    entries,
    add(draft) {
      // Written in the same millisecond must still mean: in this order.
      const at = Math.max(clock.now(), lastAt + 1);
      return submit({ ...draft, id: uuidAt(at), at, author });
    },
    retry(id) {
      const { failure, ...entry } = items.get(id)?.entry ?? {};
      if (failure) void submit(entry as OutboxEntry);
    },
    discard(id) {
      const item = items.get(id);
      if (!item) return;
      forget(item);
      item.result.reject(new ClientError('closed', 'discarded'));
    },
    connected(user) {
      author = user.id;
      open();
      assign();
    },
    closed() {
      stop?.();
      stop = undefined;
    },
  };
}

function byAge(a: OutboxEntry, b: OutboxEntry): number {
  return a.at - b.at;
}
