import type { Restriction, User } from '@confab/protocol';
import type { Append } from '../log/append.ts';
import type { AuditRecord, Role } from '../log/operation.ts';
import { DomainError, succeed } from './domain-error.ts';
import type { People } from './people.ts';
import type { Person } from './person.ts';
import type { Presence } from './presence.ts';
import type { Room } from './room.ts';
import { announceRoom, audienceOf, tellMember } from './room-push.ts';
import type { Roster } from './roster.ts';
import { refusalOf } from './sanctions.ts';
import type { EncodeFrame, Subscriber } from './subscriber.ts';

export interface MembershipOptions {
  append: Append;
  people: People;
  presence: Presence;
  roster: Roster;
  encode: EncodeFrame;
  /** Who owns a room, as it is on disk. */
  ownerOf: (room: string) => Promise<string | undefined>;
  /** Somebody who is online moderates a room from now on, or no longer. */
  onRole: (person: Person, room: Room) => void;
}

interface ExitOptions {
  /** The person behind an HTTP request, where the user is the one who asks. */
  visitor?: Person;
  /** Where somebody else ends it. */
  audit?: AuditRecord;
}

interface DismissOptions {
  visitor?: Person;
  /** The ban that ended it. */
  restriction?: Restriction;
}

/** Who belongs to which room. */
export class Memberships {
  constructor(private readonly options: MembershipOptions) {}

  /**
   * Makes somebody a member, for good. What was said before they came is not unread.
   * @param here the connection that asked; the person's others are told
   * @throws DomainError forbidden for somebody who is banned
   */
  async enter(person: Person, room: Room, here?: Subscriber): Promise<void> {
    if (person.memberships.has(room.info.id)) return;
    const ban = person.sanction('ban', room.info.id);
    if (ban) throw refusalOf(ban);
    const user = person.user.id;
    const role = room.info.owner === user ? 'owner' : 'member';
    const readSeq = room.seq;
    succeed(await this.options.append.submit({ kind: 'enter', room: room.info.id, user, role, readSeq }));
    if (room.gone) throw new DomainError('room_not_found', 'there is no such room');
    this.admit(person, room, role, readSeq);
    tellMember(room, this.options.people.get(user) ?? person, this.options.encode, here);
  }

  /** Takes somebody whose membership is on disk into the live room. */
  admit(person: Person, room: Room, role: Role, readSeq: number): void {
    const { people, presence, roster } = this.options;
    roster.add(room, person.user);
    // Whoever asked over HTTP may have come online meanwhile, and is another Person then.
    for (const known of new Set([person, people.get(person.user.id) ?? person])) {
      // Two connections may have entered at once.
      if (known.memberships.has(room.info.id)) continue;
      known.memberships.set(room.info.id, {
        role,
        readSeq,
        mentions: [],
        favourite: false,
        muted: false,
        notify: 'all',
      });
      presence.appear(room, known);
    }
  }

  /** The same for a user who may be online or not. @returns the person, where they are online */
  async admitUser(user: User, room: Room, role: Role, readSeq: number): Promise<Person | undefined> {
    const { people } = this.options;
    // Whoever is here comes in within this turn: what was committed next may send them away again.
    const person = people.get(user.id) ?? (await people.online(user.id));
    if (person) this.admit(person, room, role, readSeq);
    else this.options.roster.add(room, user);
    return person;
  }

  /**
   * Ends a membership: nothing committed after this reaches the user's connections (G8). An owner's room goes to the
   * moderator who has been there longest, else to such a member.
   */
  async exit(user: User, room: Room, { visitor, audit }: ExitOptions = {}): Promise<void> {
    const operation = { kind: 'exit', room: room.info.id, user: user.id, ...(audit && { audit }) } as const;
    succeed(await this.options.append.submit(operation));
    await this.dismiss(user, room, visitor ? { visitor } : {});
  }

  /** Takes somebody whose membership has ended on disk out of the live room, and tells their connections. */
  async dismiss(user: User, room: Room, { visitor, restriction }: DismissOptions): Promise<void> {
    const { encode, onRole, ownerOf, people, roster } = this.options;
    const person = people.get(user.id) ?? (await people.online(user.id));
    roster.remove(room, user);
    for (const known of new Set([person, visitor])) {
      if (!known) continue;
      const role = known.memberships.get(room.info.id)?.role ?? 'member';
      this.expel(known, room);
      announceRoom(room, [known], encode, { removed: true, ...(restriction && { restriction }) });
      if (role !== 'member') onRole(known, room);
    }
    if (room.info.owner !== user.id) return;
    const owner = await ownerOf(room.info.id);
    if (owner !== user.id) this.setOwner(room, owner);
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

  /** Takes over who owns a room on disk; the one before, if still there, is a moderator. Everybody is told. */
  setOwner(room: Room, owner: string | undefined): void {
    const { encode, people } = this.options;
    const { owner: before, ...info } = room.info;
    room.info = owner === undefined ? info : { ...info, owner };
    announceRoom(room, audienceOf(room, people), encode);
    if (before !== undefined && before !== owner) this.setRole(room, before, 'moderator');
    if (owner !== undefined) this.setRole(room, owner, 'owner');
  }

  /** Takes over a member's role on disk, and tells them. */
  setRole(room: Room, user: string, role: Role): void {
    const person = this.options.people.get(user);
    const membership = person?.memberships.get(room.info.id);
    if (!person || !membership) return;
    membership.role = role;
    tellMember(room, person, this.options.encode);
    this.options.onRole(person, room);
  }
}
