import { findMentions, type User } from '@confab/protocol';
import type { Room } from './room.ts';

/** Who can be mentioned in a room: its members' names. Read at the first mention in a room, then kept up to date. */
export class Roster {
  private readonly members = new WeakMap<Room, Map<string, User>>();

  constructor(private readonly read: (room: string) => Promise<User[]>) {}

  /**
   * The users that a body mentions, each once.
   * @returns at once where the names are known or not needed, else a promise
   */
  mentioned(room: Room, body: string): string[] | Promise<string[]> {
    if (!body.includes('@')) return [];
    const known = this.members.get(room);
    return known ? match(body, known.values()) : this.load(room).then((members) => match(body, members.values()));
  }

  add(room: Room, user: User): void {
    this.members.get(room)?.set(user.id, user);
  }

  /** Takes on a member's new name. */
  rename(room: Room, user: User): void {
    const members = this.members.get(room);
    if (members?.has(user.id)) members.set(user.id, user);
  }

  remove(room: Room, user: User): void {
    this.members.get(room)?.delete(user.id);
  }

  private async load(room: Room): Promise<Map<string, User>> {
    const members = new Map((await this.read(room.info.id)).map((user) => [user.id, user]));
    this.members.set(room, members);
    return members;
  }
}

function match(body: string, members: Iterable<User>): string[] {
  return [...new Set(findMentions(body, members).map((mention) => mention.who.id))];
}
