import type { ServerRole, User, UserPush } from '@confab/protocol';
import type { Clock } from '../clock.ts';
import type { AccountDirectory, AccountRecord } from '../log/account-directory.ts';
import type { Append } from '../log/append.ts';
import { DomainError, succeed } from '../rooms/domain-error.ts';
import type { People } from '../rooms/people.ts';
import type { Person } from '../rooms/person.ts';
import type { Room } from '../rooms/room.ts';
import type { RoomRegistry } from '../rooms/room-registry.ts';
import type { Roster } from '../rooms/roster.ts';
import type { EncodeFrame, Subscriber } from '../rooms/subscriber.ts';
import { Turns } from './turns.ts';

export interface ProfileOptions {
  accounts: AccountDirectory;
  append: Append;
  clock: Clock;
  people: People;
  rooms: RoomRegistry;
  roster: Roster;
  encode: EncodeFrame;
  /** Somebody who is online has another role on the server than `before`. */
  onServerRole: (person: Person, before: ServerRole) => void;
  /** The ids of the rooms that a user is a member of. */
  roomsOf: (user: User['id']) => Promise<string[]>;
}

/** What to change of a profile, normalised; what is absent stays. */
export interface ProfileChange {
  name?: string;
  statusText?: string;
}

/** What people are called and how they look. */
export class Profiles {
  /** Two changes at once: the second knows what the first did, and is told after it. */
  private readonly turns = new Turns();

  constructor(private readonly options: ProfileOptions) {}

  /** Changes what is given, and tells everybody who shares a room with the user. */
  update(user: User['id'], change: ProfileChange): Promise<AccountRecord> {
    return this.turns.take(user, () => this.write(user, change));
  }

  /**
   * Gives the user another picture, or none.
   * @param avatar its path; null for none
   * @returns the path of the one before, too
   */
  setAvatar(user: User['id'], avatar: string | null): Promise<{ account: AccountRecord; before: string | undefined }> {
    return this.turns.take(user, async () => {
      const before = (await this.options.accounts.byId(user))?.user.avatar;
      return { account: await this.write(user, { avatar }), before };
    });
  }

  /** Takes on what has been written about a user: whoever is online, what rooms remember of them, and everybody's screen. */
  async changed({ user, role, statusText }: AccountRecord): Promise<void> {
    const { append, people, rooms, roster } = this.options;
    const person = people.get(user.id);
    person?.become(user, statusText);
    for (const id of person?.memberships.keys() ?? []) rooms.find(id)?.present.changed();
    const before = person?.serverRole;
    if (person) person.serverRole = role;
    // What they have sent by now still carries the old name: what rooms remember is right once it has arrived.
    await append.settled();
    rooms.forgetAuthor(user.id);
    const shared = await this.sharedRooms(user.id);
    for (const room of shared) {
      roster.rename(room, user);
      const known = room.info.people;
      if (known) room.info = { ...room.info, people: known.map((one) => (one.id === user.id ? user : one)) };
    }
    this.tell({ type: 'user', user, statusText }, role, shared);
    if (person && before !== undefined && before !== role) this.options.onServerRole(person, before);
  }

  private async write(user: User['id'], change: ProfileChange & { avatar?: string | null }): Promise<AccountRecord> {
    const { accounts, append, clock } = this.options;
    succeed(await append.submit({ kind: 'update-profile', user, ...change, at: clock.now() }));
    const account = await accounts.byId(user);
    if (!account) throw new DomainError('unauthenticated', 'this user is gone');
    await this.changed(account);
    return account;
  }

  private async sharedRooms(user: User['id']): Promise<Room[]> {
    const ids = this.options.people.get(user)?.memberships.keys() ?? (await this.options.roomsOf(user));
    return Array.from(ids, (id) => this.options.rooms.find(id)).filter((room) => room !== undefined);
  }

  private tell(push: UserPush, role: ServerRole, rooms: readonly Room[]): void {
    const own = this.options.people.get(push.user.id)?.connections ?? [];
    const audience = new Set<Subscriber>();
    for (const room of rooms) {
      for (const member of room.present.values()) for (const connection of member.connections) audience.add(connection);
    }
    const frame = this.options.encode(JSON.stringify(push));
    const ownFrame = this.options.encode(JSON.stringify({ ...push, role }));
    for (const connection of own) {
      audience.delete(connection);
      connection.deliver(ownFrame);
    }
    for (const connection of audience) connection.deliver(frame);
  }
}
