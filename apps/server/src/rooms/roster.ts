import { findMentions, MentionNames, type User } from '@confab/protocol';
import type { Room } from './room.ts';

type Users = Map<string, User>;

interface Members {
  users: Users;
  /** Made at the first mention after a change. */
  names?: MentionNames<User>;
}

interface Reading {
  members: Promise<Members>;
  /** What has changed since it began: the answer may not know of it. */
  changes: ((users: Users) => void)[];
}

/** Who can be mentioned in a room: its members' names. Read at the first mention in a room, then kept up to date. */
export class Roster {
  private readonly members = new WeakMap<Room, Members>();
  private readonly readings = new WeakMap<Room, Reading>();

  constructor(private readonly read: (room: string) => Promise<User[]>) {}

  /**
   * The users that a body mentions, each once.
   * @returns at once where the names are known or not needed, else a promise
   */
  mentioned(room: Room, body: string): string[] | Promise<string[]> {
    if (!body.includes('@')) return [];
    const known = this.members.get(room);
    return known ? match(body, known) : this.load(room).then((members) => match(body, members));
  }

  add(room: Room, user: User): void {
    this.change(room, (users) => users.set(user.id, user));
  }

  /** Takes on a member's new name. */
  rename(room: Room, user: User): void {
    this.change(room, (users) => users.has(user.id) && users.set(user.id, user));
  }

  remove(room: Room, user: User): void {
    this.change(room, (users) => users.delete(user.id));
  }

  private change(room: Room, how: (users: Users) => void): void {
    this.readings.get(room)?.changes.push(how);
    const members = this.members.get(room);
    if (!members) return;
    how(members.users);
    delete members.names;
  }

  private load(room: Room): Promise<Members> {
    const known = this.readings.get(room);
    if (known) return known.members;
    const changes: Reading['changes'] = [];
    const members = this.readMembers(room, changes).finally(() => this.readings.delete(room));
    this.readings.set(room, { members, changes });
    return members;
  }

  private async readMembers(room: Room, changes: Reading['changes']): Promise<Members> {
    const users: Users = new Map((await this.read(room.info.id)).map((user) => [user.id, user]));
    for (const how of changes) how(users);
    const members = { users };
    this.members.set(room, members);
    return members;
  }
}

function match(body: string, members: Members): string[] {
  members.names ??= new MentionNames(members.users.values());
  return [...new Set(findMentions(body, members.names).map((mention) => mention.who.id))];
}
