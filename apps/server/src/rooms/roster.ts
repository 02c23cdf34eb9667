import { findMentions, MentionNames, type User } from '@confab/protocol';
import type { Room } from './room.ts';

interface Members {
  users: Map<string, User>;
  /** Made at the first mention after a change. */
  names?: MentionNames<User>;
}

/** Who can be mentioned in a room: its members' names. Read at the first mention in a room, then kept up to date. */
export class Roster {
  private readonly members = new WeakMap<Room, Members>();

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
    if (this.members.get(room)?.users.has(user.id)) this.add(room, user);
  }

  remove(room: Room, user: User): void {
    this.change(room, (users) => users.delete(user.id));
  }

  private change(room: Room, how: (users: Map<string, User>) => void): void {
    const members = this.members.get(room);
    if (!members) return;
    how(members.users);
    delete members.names;
  }

  private async load(room: Room): Promise<Members> {
    const members = { users: new Map((await this.read(room.info.id)).map((user) => [user.id, user])) };
    this.members.set(room, members);
    return members;
  }
}

function match(body: string, members: Members): string[] {
  members.names ??= new MentionNames(members.users.values());
  return [...new Set(findMentions(body, members.names).map((mention) => mention.who.id))];
}
