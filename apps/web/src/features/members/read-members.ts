import { type Client, listMembers, type RoomHandle } from '@confab/client';
import type { RoomRole, User } from '@confab/protocol';
import { addPeople } from '../../store/people.ts';

/** A room's people, and what they are in it as far as that is known. */
export interface Members {
  users: readonly User[];
  roles: ReadonlyMap<string, RoomRole>;
  /** What they say about themselves, also once they are offline. */
  statusTexts: ReadonlyMap<string, string | undefined>;
}

/**
 * Asks for a room's members. What is told meanwhile, the answer may not know of.
 * @returns the function that ends it
 */
export function readMembers(
  { api }: Pick<Client, 'api'>,
  room: RoomHandle,
  take: (members: Members) => void,
): () => void {
  const meanwhile: [User, RoomRole | undefined][] = [];
  const stop = room.on('member', (...change) => meanwhile.push(change));
  let wanted = true;
  listMembers(api, room.key).then((list) => {
    stop();
    const listed: Members = {
      users: list.map(({ user }) => user),
      roles: new Map(list.map(({ user, role }) => [user.id, role])),
      statusTexts: statusTextsOf(list),
    };
    if (wanted) take(meanwhile.reduce((known, [user, role]) => withMember(known, user, role), listed));
    // Who is online is known without it; the list of the others can wait for the next time.
  }, stop);
  return () => {
    wanted = false;
    stop();
  };
}

/** The members after a `member` push. */
export function withMember(known: Members, user: User, role: RoomRole | undefined): Members {
  const roles = new Map(known.roles);
  if (role) roles.set(user.id, role);
  else roles.delete(user.id);
  const { users } = known;
  return { ...known, users: role ? addPeople(users, [user]) : users.filter(({ id }) => id !== user.id), roles };
}

/** What each of them says about themselves, by user id. */
export function statusTextsOf(people: readonly { user: User; statusText?: string }[]): Members['statusTexts'] {
  return new Map(people.map(({ user, statusText }) => [user.id, statusText]));
}
