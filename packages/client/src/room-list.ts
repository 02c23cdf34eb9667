import {
  type ActivityPush,
  findMentions,
  type JoinedMessage,
  type Message,
  type Room,
  type RoomSummary,
  type User,
} from '@confab/protocol';

const byName = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** The room itself, without what only its member sees. */
export function roomOf({ head: _head, read: _read, unread: _unread, mentions: _mentions, ...room }: RoomSummary): Room {
  return room;
}

/** The user's rooms as the list shows them: `hello` is the truth, pushes carry it on. */
export class RoomList {
  readonly #changed: (rooms: readonly RoomSummary[]) => void;
  readonly #byId = new Map<string, RoomSummary>();
  #sorted: readonly RoomSummary[] | undefined = [];
  #scheduled = false;
  #user: User | undefined;

  /** @param changed gets the new list, once a microtask turn */
  constructor(changed: (rooms: readonly RoomSummary[]) => void) {
    this.#changed = changed;
  }

  /** Ordered by name; the same array until something changes. */
  get rooms(): readonly RoomSummary[] {
    this.#sorted ??= [...this.#byId.values()].sort((a, b) => byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
    return this.#sorted;
  }

  /** The room of that id or slug. */
  find(key: string): RoomSummary | undefined {
    return this.#byId.get(key) ?? this.rooms.find((room) => room.slug === key);
  }

  /** A fresh connection says how things are. */
  reset(user: User, rooms: readonly RoomSummary[]): void {
    this.#user = user;
    this.#byId.clear();
    for (const room of rooms) this.#byId.set(room.id, room);
    this.#touch();
  }

  /** News in a room that is not joined on this connection. */
  activity(push: ActivityPush): void {
    this.#update(push.room, { head: push.seq, unread: push.unread, mentions: push.mentions });
  }

  /** A pushed change of a joined room. Only a new message of somebody else is news. */
  message(message: Message): void {
    const room = this.#byId.get(message.room);
    if (room && message.seq > room.head) this.#count(room, message.seq, [message]);
  }

  /** The reply to a join: the user is a member now, and messages may have come meanwhile. */
  joined(reply: JoinedMessage): void {
    const known = this.#byId.get(reply.room.id);
    // A new member has nothing to catch up with.
    if (!known) this.#put({ ...reply.room, head: reply.seq, read: reply.seq, unread: 0, mentions: 0 });
    else
      this.#count(
        { ...known, ...reply.room },
        reply.seq,
        reply.messages.filter((message) => message.seq > known.head),
      );
  }

  /** The user read up to `seq`, here or elsewhere. */
  read(id: string, seq: number): void {
    const room = this.#byId.get(id);
    if (!room || seq <= room.read) return;
    // How many of the rest are of others only the server knows; there are no more than this.
    const unread = Math.min(room.unread, Math.max(0, room.head - seq));
    this.#put({ ...room, read: seq, unread, mentions: Math.min(room.mentions, unread) });
  }

  /** A room changed. A private one that was unknown has been opened to the user. */
  changed(room: Room): void {
    if (this.#byId.has(room.id)) this.#update(room.id, room);
    else if (room.private) this.#put({ ...room, head: 0, read: 0, unread: 0, mentions: 0 });
  }

  remove(id: string): void {
    if (this.#byId.delete(id)) this.#touch();
  }

  #count(room: RoomSummary, head: number, news: readonly Message[]): void {
    const user = this.#user;
    const others = news.filter(
      (message) => message.seq > room.read && message.author.id !== user?.id && !message.deleted,
    );
    const naming = user ? others.filter((message) => findMentions(message.body, [user]).length > 0) : [];
    this.#put({
      ...room,
      head: Math.max(room.head, head),
      unread: room.unread + others.length,
      mentions: room.mentions + naming.length,
    });
  }

  #update(id: string, change: Partial<RoomSummary>): void {
    const room = this.#byId.get(id);
    if (room) this.#put({ ...room, ...change });
  }

  #put(room: RoomSummary): void {
    this.#byId.set(room.id, room);
    this.#touch();
  }

  #touch(): void {
    this.#sorted = undefined;
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#changed(this.rooms);
    });
  }
}
