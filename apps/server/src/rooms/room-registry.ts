import type { RoomRecord } from '../log/directory.ts';
import type { Change } from '../log/operation.ts';
import type { LogReader } from '../log/read.ts';
import type { Tail } from '../log/tail.ts';
import { NewestPage } from './newest-page.ts';
import { Room } from './room.ts';
import type { EncodeFrame } from './subscriber.ts';

export interface RegistryOptions {
  reader: LogReader;
  /** A tail that begins after `rev`, which was a change of the message `id`. */
  createTail: (rev: number, id: string | undefined) => Tail;
  encode: EncodeFrame;
  /** Bytes (UTF-16 code units) that the tails of all rooms may hold together. */
  tailBytes: number;
  /** Hears of a room that is deleted, while its members still are such. */
  onRemoved: (room: Room) => void;
}

/** Pages of rooms that nobody listens to are dropped beyond this many. */
const IDLE_PAGES = 500;

/** All rooms of the server, by id and by slug. */
export class RoomRegistry {
  private readonly byId = new Map<string, Room>();
  private readonly bySlug = new Map<string, Room>();
  private readonly byDirectKey = new Map<string, Room>();
  /** Rooms that were left by all, the longest ago first; some have been entered again since. */
  private readonly idle = new Set<Room>();
  private held = 0;

  constructor(private readonly options: RegistryOptions) {}

  /** Adds a room that exists in the directory. */
  add({ room: info, seq, rev, headId, replies, directKey }: RoomRecord): Room {
    const { reader, encode, createTail } = this.options;
    const room = new Room(info, seq, rev, {
      tail: createTail(rev, headId),
      page: new NewestPage(async (limit) =>
        (await reader.newest(info.id, limit)).map((m) => ({ seq: m.seq, rev: m.rev, json: JSON.stringify(m) })),
      ),
      encode,
      replies,
      readAfter: (after) => this.readAfter(info.id, after),
    });
    this.byId.set(info.id, room);
    this.bySlug.set(info.slug, room);
    if (directKey !== undefined) this.byDirectKey.set(directKey, room);
    return room;
  }

  remove(room: Room): void {
    room.gone = true;
    this.byId.delete(room.info.id);
    this.bySlug.delete(room.info.slug);
    this.idle.delete(room);
    this.held -= room.tail.size;
    this.options.onRemoved(room);
  }

  /** The room with this id or slug. */
  find(reference: string): Room | undefined {
    return this.byId.get(reference) ?? this.bySlug.get(reference);
  }

  /** The direct room of the people whose ids make up this key. */
  findDirect(key: string): Room | undefined {
    return this.byDirectKey.get(key);
  }

  all(): Iterable<Room> {
    return this.byId.values();
  }

  /** Hands a committed change to its room; keeps all tails together within their bound. */
  take(change: Change, onApplied: (room: Room, change: Change) => void): void {
    const room = this.byId.get(change.room);
    if (!room) return;
    const before = room.tail.size;
    room.take(change, (applied) => onApplied(room, applied));
    this.held += room.tail.size - before;
    if (this.held > this.options.tailBytes) this.forget(room);
  }

  /** Has rooms read what the log may hold beyond what they have heard. */
  catchUp(rooms: Iterable<string>, onApplied: (room: Room, change: Change) => void): void {
    for (const id of rooms) {
      const room = this.byId.get(id);
      void room?.catchUp((applied) => onApplied(room, applied));
    }
  }

  /** Forgets every cached message of somebody who is called or looks otherwise now; the database knows the new name. */
  forgetAuthor(user: string): void {
    for (const room of this.byId.values()) {
      room.page.forgetAuthor(user);
      if (!room.tail.wroteIn(user)) continue;
      this.held -= room.tail.size;
      room.tail.clear();
    }
  }

  private async readAfter(room: string, rev: number): Promise<Change[]> {
    const { reader } = this.options;
    const messages = await reader.changedAfter(room, rev, 1_000);
    const mentions = await reader.mentionsIn(messages.map(({ id }) => id));
    const head = this.byId.get(room)?.seq ?? 0;
    return messages.map((m) => ({
      room,
      rev: m.rev,
      seq: m.seq,
      id: m.id,
      author: m.author.id,
      isNew: m.seq > head,
      json: JSON.stringify(m),
      mentions: mentions.get(m.id) ?? [],
      ...(m.thread !== undefined && !m.toRoom && { threadOnly: true }),
    }));
  }

  /** Nobody listens to a room any more: its page is kept for whoever comes next, until too many others are. */
  released(room: Room): void {
    if (room.subscribers.size > 0 || !room.page.loaded) return;
    this.idle.delete(room);
    this.idle.add(room);
    for (const oldest of this.idle) {
      if (this.idle.size <= IDLE_PAGES) return;
      this.idle.delete(oldest);
      if (oldest.subscribers.size === 0) oldest.page.drop();
    }
  }

  // Cursors into a forgotten tail are answered by the database. The busiest room, which just spoke, goes last.
  private forget(busy: Room): void {
    for (const room of this.byId.values()) {
      if (this.held <= this.options.tailBytes / 2) return;
      if (room === busy || room.tail.size === 0) continue;
      this.held -= room.tail.size;
      room.tail.clear();
    }
    if (this.held > this.options.tailBytes) {
      this.held -= busy.tail.size;
      busy.tail.clear();
    }
  }
}
