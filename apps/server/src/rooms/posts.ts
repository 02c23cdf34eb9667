import type { DeleteMessage, EditMessage, PostMessage, ReactMessage } from '@confab/protocol';
import type { Clock } from '../clock.ts';
import type { Append } from '../log/append.ts';
import type { Outcome } from '../log/operation.ts';
import type { LogReader } from '../log/read.ts';
import { requireWritable, standingOf, visibleRoom, writableRoom } from './access.ts';
import { DomainError } from './domain-error.ts';
import { permits, worksArchived } from './permissions.ts';
import type { Person } from './person.ts';
import type { Room } from './room.ts';
import type { RoomRegistry } from './room-registry.ts';
import type { Roster } from './roster.ts';
import { type SlowMode, tooSoon } from './slow-mode.ts';

export interface PostOptions {
  append: Append;
  clock: Clock;
  rooms: RoomRegistry;
  roster: Roster;
  reader: LogReader;
  slowMode: SlowMode;
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
    const { rooms, roster } = this.options;
    const room = visibleRoom(rooms, person, message.room);
    try {
      requireWritable(person, room, 'post');
    } catch (refusal) {
      return this.acknowledge(person, room, message, refusal);
    }
    if (message.toRoom && message.thread === undefined) {
      throw new DomainError('invalid', 'toRoom: only a reply in a thread has it');
    }
    return then(this.checkPace(person, room, message.id), () =>
      then(roster.mentioned(room, message.body), (mentions) => this.store(person, room, message, mentions)),
    );
  }

  // Whoever may write no longer, but did not hear that this was stored when they might, still hears it (G2).
  private async acknowledge(person: Person, room: Room, message: PostMessage, refusal: unknown): Promise<Queued> {
    const known = await this.options.reader.byIds([message.id]);
    if (known.length === 0) throw refusal;
    return this.store(person, room, message, []);
  }

  private store(person: Person, room: Room, message: PostMessage, mentions: string[]): Queued {
    const { append, clock, slowMode } = this.options;
    const outcome = append.submit({
      kind: 'post',
      id: message.id,
      room: room.info.id,
      author: person.user,
      body: message.body,
      at: clock.now(),
      replyTo: message.replyTo,
      thread: message.thread,
      toRoom: message.toRoom ?? false,
      mentions,
      attachments: message.attachments ?? [],
    });
    if (room.info.slowModeMs) {
      void outcome.then((answer) => {
        // In a conflict the id is stored: it is that message whose wait goes on.
        if (!answer.ok && answer.code !== 'conflict') slowMode.giveBack(room, person.user.id, message.id);
      });
    }
    return { outcome };
  }

  // Slow mode is for members. What the room has already is only acknowledged again (G2), and that costs no wait.
  private checkPace(person: Person, room: Room, message: string): undefined | Promise<void> {
    const { reader, slowMode } = this.options;
    if (!room.info.slowModeMs || permits('ignoreSlowMode', standingOf(person, room))) return undefined;
    const wait = slowMode.take(room, person.user.id, message);
    if (wait === 0) return undefined;
    return reader.byIds([message]).then((known) => {
      if (known.length === 0) throw tooSoon(room, wait);
    });
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
    const others = permits('deleteOthers', standingOf(person, room));
    if (!others) writableRoom(rooms, person, reference, 'deleteOwn');
    // Moderators may tidy an archived room, but it is closed for what is their own.
    const own = !room.info.archived || worksArchived('deleteOwn');
    const at = clock.now();
    return {
      outcome: append.submit({ kind: 'delete', room: room.info.id, message, user: person.user.id, at, own, others }),
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

function then<T, R>(value: T | Promise<T>, next: (value: T) => R | Promise<R>): R | Promise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}
