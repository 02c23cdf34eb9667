import type { DeleteMessage, EditMessage, PostMessage, ReactMessage } from '@confab/protocol';
import type { Clock } from '../clock.ts';
import type { Append } from '../log/append.ts';
import type { Outcome } from '../log/operation.ts';
import { standingOf, visibleRoom, writableRoom } from './access.ts';
import { DomainError } from './domain-error.ts';
import { permits } from './permissions.ts';
import type { Person } from './person.ts';
import type { RoomRegistry } from './room-registry.ts';
import type { Roster } from './roster.ts';

export interface PostOptions {
  append: Append;
  clock: Clock;
  rooms: RoomRegistry;
  roster: Roster;
}

/**
 * The changes of a room's log: post, edit, delete, react. Each method checks access and queues the change; what it
 * returns settles once the change is on disk. The queueing itself may have to wait (for the names that a mention is
 * matched against), and then the method returns a promise of the outcome's promise: whoever keeps an order waits for it.
 * @throws DomainError where the person may not
 */
export class Posts {
  constructor(private readonly options: PostOptions) {}

  post(person: Person, message: PostMessage): Queued | Promise<Queued> {
    const { append, clock, rooms, roster } = this.options;
    const { room } = writableRoom(rooms, person, message.room, 'post');
    const { thread, toRoom = false } = message;
    if (toRoom && thread === undefined) throw new DomainError('invalid', 'toRoom: only a reply in a thread has it');
    return then(roster.mentioned(room, message.body), (mentions) => ({
      outcome: append.submit({
        kind: 'post',
        id: message.id,
        room: room.info.id,
        author: person.user,
        body: message.body,
        at: clock.now(),
        replyTo: message.replyTo,
        thread,
        toRoom,
        mentions,
        attachments: message.attachments ?? [],
      }),
    }));
  }

  edit(person: Person, { room: reference, message, body }: EditMessage): Queued | Promise<Queued> {
    const { append, clock, rooms, roster } = this.options;
    const { room } = writableRoom(rooms, person, reference, 'editOwn');
    return then(roster.mentioned(room, body), (mentions) => ({
      outcome: append.submit({
        kind: 'edit',
        room: room.info.id,
        message,
        user: person.user.id,
        body,
        at: clock.now(),
        mentions,
      }),
    }));
  }

  remove(person: Person, { room: reference, message }: DeleteMessage): Queued {
    const { append, clock, rooms } = this.options;
    const room = visibleRoom(rooms, person, reference);
    const moderator = permits('deleteOthers', standingOf(person, room));
    if (!moderator) writableRoom(rooms, person, reference, 'deleteOwn');
    const at = clock.now();
    return {
      outcome: append.submit({ kind: 'delete', room: room.info.id, message, user: person.user.id, at, moderator }),
    };
  }

  react(person: Person, { room: reference, message, emoji, on }: ReactMessage): Queued {
    const { append, clock, rooms } = this.options;
    const { room } = writableRoom(rooms, person, reference, 'react');
    const at = clock.now();
    return {
      outcome: append.submit({ kind: 'react', room: room.info.id, message, user: person.user.id, emoji, on, at }),
    };
  }
}

/** A change that has its place in the queue; `outcome` settles once it is on disk. */
export interface Queued {
  outcome: Promise<Outcome>;
}

function then<T, R>(value: T | Promise<T>, next: (value: T) => R): R | Promise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}
