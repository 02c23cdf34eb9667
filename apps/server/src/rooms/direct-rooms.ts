import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { LIMITS, type Room as RoomInfo, type User } from '@confab/protocol';
import type { Clock } from '../clock.ts';
import type { Append } from '../log/append.ts';
import type { Change } from '../log/operation.ts';
import { requireOnServer } from './access.ts';
import { DomainError, succeed } from './domain-error.ts';
import type { Memberships } from './memberships.ts';
import type { PeopleFinder } from './people-finder.ts';
import type { Person } from './person.ts';
import type { Room } from './room.ts';
import { tellMember } from './room-push.ts';
import type { RoomRegistry } from './room-registry.ts';
import type { EncodeFrame } from './subscriber.ts';

export interface DirectRoomOptions {
  append: Append;
  clock: Clock;
  rooms: RoomRegistry;
  finder: PeopleFinder;
  memberships: Memberships;
  encode: EncodeFrame;
}

/** Rooms between people: the same people always get the same room, one alone their notes. */
export class DirectRooms {
  /** Rooms on their way to the disk, by key. */
  private readonly opening = new Map<string, Promise<Room>>();

  constructor(private readonly options: DirectRoomOptions) {}

  /**
   * The room between somebody and these users, made where there is none yet. The others hear of it with the first message.
   * @throws DomainError invalid: too many; user_not_found: one of them is nobody that the person may know of
   */
  async open(person: Person, userIds: string[]): Promise<Room> {
    const ids = [...new Set([person.user.id, ...userIds])].sort();
    if (ids.length > LIMITS.directMembers) {
      throw new DomainError('invalid', `users: a direct room has at most ${LIMITS.directMembers} people`);
    }
    const key = createHash('sha256').update(ids.join(' ')).digest('hex');
    const room = this.options.rooms.findDirect(key) ?? (await this.make(person, ids, key));
    tellMember(room, person, this.options.encode);
    return room;
  }

  /** A change was committed. The first message of a direct room brings it into its members' lists. */
  committed(room: Room, change: Change): void {
    if (room.sort !== 'direct' || change.seq !== 1 || !change.isNew) return;
    for (const member of room.present.values()) tellMember(room, member, this.options.encode);
  }

  private async make(person: Person, ids: string[], key: string): Promise<Room> {
    requireOnServer(person, 'createDirectRoom');
    const found = await this.options.finder.known(
      person,
      ids.filter((id) => id !== person.user.id),
    );
    if (found.length < ids.length - 1) throw new DomainError('user_not_found', 'there is no such user');
    const opening = this.options.rooms.findDirect(key) ?? this.opening.get(key);
    if (opening) return opening;
    const storing = this.store([person.user, ...found.map(({ user }) => user)], key).finally(() =>
      this.opening.delete(key),
    );
    this.opening.set(key, storing);
    return storing;
  }

  private async store(members: User[], key: string): Promise<Room> {
    const { append, clock, memberships, rooms } = this.options;
    const createdAt = clock.now();
    // Chance alone: nobody can guess the address of a room that they are not in.
    const stored = { id: randomUUID(), slug: `dm-${randomBytes(8).toString('hex')}`, directKey: key };
    const ids = members.map(({ id }) => id);
    succeed(await append.submit({ kind: 'create-direct-room', room: stored, members: ids, at: createdAt }));
    const info: RoomInfo = {
      id: stored.id,
      kind: 'direct',
      slug: stored.slug,
      name: '',
      topic: '',
      private: true,
      archived: false,
      people: members,
      createdAt,
    };
    const room = rooms.add({ room: info, seq: 0, rev: 0, headId: undefined, replies: [], directKey: key });
    await Promise.all(members.map((user) => memberships.admitUser(user, room, 'member', 0)));
    return room;
  }
}
