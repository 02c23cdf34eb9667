import {
  type JoinedMessage,
  type MemberState,
  type Message,
  type RoomSummary,
  type User,
  withoutCode,
} from '@confab/protocol';
import { byName } from './by-name.ts';
import { isThreadOnly } from './is-thread-only.ts';
import { mentionOf } from './mention-of.ts';
import type { PushHandlers } from './push-handlers.ts';

// What a room is to somebody who has just come in.
const NEW_MEMBER = { role: 'member', favourite: false, muted: false, notify: 'all' } as const;

const progress = ({ head, read, unread, mentions }: MemberState) => ({ head, read, unread, mentions });

/** The user's rooms as the list shows them: `hello` is the truth, pushes carry it on. */
export interface RoomList {
  /** Ordered by name; the same array until something changes. */
  readonly rooms: readonly RoomSummary[];
  /** The room of that id or slug. */
  find(key: string): RoomSummary | undefined;
  /** A fresh connection says how things are. */
  reset(user: User, rooms: readonly RoomSummary[]): void;
  readonly handlers: PushHandlers;
  /** The reply to a join: the user is a member now, and messages may have come meanwhile. */
  joined(reply: JoinedMessage): void;
  /** The user read up to `seq`, here or elsewhere. */
  read(id: string, seq: number): void;
}

/** @param changed gets the new list, once a microtask turn */
export function createRoomList(changed: (rooms: readonly RoomSummary[]) => void): RoomList {
  const byId = new Map<string, RoomSummary>();
  let sorted: readonly RoomSummary[] = [];
  let stale = false;
  let user: User | undefined;

  function rooms(): readonly RoomSummary[] {
    if (stale) sorted = [...byId.values()].sort(byName);
    stale = false;
    return sorted;
  }

  let scheduled = false;
  function touch(): void {
    stale = true;
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      changed(rooms());
    });
  }

  function put(room: RoomSummary): void {
    byId.set(room.id, room);
    touch();
  }

  function count(room: RoomSummary, head: number, messages: readonly Message[]): void {
    const news = messages.filter(
      ({ seq, author, deleted }) => seq > room.head && seq > room.read && author.id !== user?.id && !deleted,
    );
    const mentions = news.filter(({ body }) => user && mentionOf(user).test(withoutCode(body)));
    put({
      ...room,
      head: Math.max(room.head, head),
      unread: room.unread + news.filter((message) => !isThreadOnly(message)).length,
      mentions: room.mentions + mentions.length,
    });
  }

  function read(id: string, seq: number): void {
    const room = byId.get(id);
    if (!room || seq <= room.read) return;
    // How many of the rest are of others only the server knows; there are no more than this.
    const unread = Math.min(room.unread, Math.max(0, room.head - seq));
    // Mentions in threads are not among the unread.
    put({ ...room, read: seq, unread, mentions: Math.min(room.mentions, Math.max(0, room.head - seq)) });
  }

  return {
    get rooms() {
      return rooms();
    },
    find: (key) => byId.get(key) ?? rooms().find((room) => room.slug === key),
    reset(me, list) {
      user = me;
      byId.clear();
      list.forEach(put);
      touch();
    },
    joined({ room, seq, messages }) {
      const known = byId.get(room.id);
      // A new member has nothing to catch up with.
      if (known) count({ ...known, ...room }, seq, messages);
      else put({ ...NEW_MEMBER, ...room, head: seq, read: seq, unread: 0, mentions: 0 });
    },
    read,
    handlers: {
      activity({ room: id, seq, unread, mentions }) {
        const room = byId.get(id);
        // The server may not have heard yet that all was read here.
        if (room && room.read < seq) put({ ...room, head: seq, unread, mentions });
      },
      message(message) {
        const room = byId.get(message.room);
        // Of all changes only a new message is news.
        if (room && message.seq > room.head) count(room, message.seq, [message]);
      },
      user({ user: known }) {
        for (const room of byId.values()) {
          if (room.people?.some(({ id }) => id === known.id)) {
            put({ ...room, people: room.people.map((one) => (one.id === known.id ? known : one)) });
          }
        }
      },
      read: ({ room, seq }) => read(room, seq),
      presence({ room: id, joined, left, changed }) {
        const room = byId.get(id);
        if (!room?.present) return;
        const statuses = new Map(room.present.map((one) => [one.id, one.status]));
        for (const gone of left) statuses.delete(gone);
        for (const { user, status } of joined) statuses.set(user.id, status);
        for (const one of changed) statuses.set(one.id, one.status);
        put({ ...room, present: Array.from(statuses, ([id, status]) => ({ id, status })) });
      },
      room({ room, mine, removed }) {
        const known = byId.get(room.id);
        if (removed) {
          byId.delete(room.id);
          touch();
        }
        // The server may not have heard yet of what was read here.
        else if (mine) put({ ...room, ...mine, ...(known && known.read > mine.read && progress(known)) });
        else if (known) put({ ...known, ...room });
      },
    },
  };
}
