import type { RoomMessage } from '@confab/protocol';
import type { Append } from '../log/append.ts';
import type { Role } from '../log/operation.ts';
import { DomainError, succeed } from './domain-error.ts';
import type { People } from './people.ts';
import type { Person } from './person.ts';
import type { Presence } from './presence.ts';
import type { Room } from './room.ts';
import type { Roster } from './roster.ts';
import type { EncodeFrame } from './subscriber.ts';

export interface MembershipOptions {
  append: Append;
  people: People;
  presence: Presence;
  roster: Roster;
  encode: EncodeFrame;
}

/** Who belongs to which room. */
export class Memberships {
  constructor(private readonly options: MembershipOptions) {}

  /** Makes somebody a member, for good. What was said before they came is not unread. */
  async enter(person: Person, room: Room): Promise<void> {
    if (person.memberships.has(room.info.id)) return;
    const user = person.user.id;
    const role = room.info.owner === user ? 'owner' : 'member';
    const readSeq = room.seq;
    succeed(await this.options.append.submit({ kind: 'enter', room: room.info.id, user, role, readSeq }));
    if (room.gone) throw new DomainError('room_not_found', 'there is no such room');
    this.admit(person, room, role, readSeq);
  }

  /** Takes somebody whose membership is on disk into the live room. */
  admit(person: Person, room: Room, role: Role, readSeq: number): void {
    const { people, presence, roster } = this.options;
    roster.add(room, person.user);
    // Whoever asked over HTTP may have come online meanwhile, and is another Person then.
    for (const known of new Set([person, people.get(person.user.id) ?? person])) {
      // Two connections may have entered at once.
      if (known.memberships.has(room.info.id)) continue;
      known.memberships.set(room.info.id, { role, readSeq, mentions: [] });
      presence.appear(room, known);
    }
  }

  /** Ends a membership: nothing committed after this reaches the person's connections (G8). */
  async exit(person: Person, room: Room): Promise<void> {
    const { append, encode, people } = this.options;
    succeed(await append.submit({ kind: 'exit', room: room.info.id, user: person.user.id }));
    const push: RoomMessage = { type: 'room', room: room.info, removed: true };
    const frame = encode(JSON.stringify(push));
    for (const known of new Set([person, people.get(person.user.id) ?? person])) {
      this.expel(known, room);
      for (const connection of known.connections) connection.deliver(frame);
    }
  }

  /** Takes somebody out of a live room, without a word. */
  expel(person: Person, room: Room): void {
    person.memberships.delete(room.info.id);
    this.options.roster.remove(room, person.user);
    this.options.presence.disappear(room, person);
    for (const connection of person.connections) {
      room.subscribers.delete(connection);
      connection.joined.delete(room);
    }
  }
}
