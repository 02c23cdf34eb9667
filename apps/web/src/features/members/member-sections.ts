import type { PresentMember, User } from '@confab/protocol';
import type { Presence } from '../../ui/avatar.tsx';

/** A heading of the people pane with those under it, by name. */
export interface MemberSection {
  presence: Presence;
  title: string;
  users: readonly User[];
}

const TITLES: readonly [Presence, string][] = [
  ['online', 'Online'],
  ['away', 'Away'],
  ['dnd', 'Do not disturb'],
  ['offline', 'Offline'],
];

/**
 * Sorts a room's people by what they show.
 * @param present who is online now
 * @param members all members; those not present are offline. Bots are no exception.
 */
export function memberSections(present: readonly PresentMember[], members: readonly User[]): MemberSection[] {
  const status = new Map<string, Presence>(present.map((member) => [member.user.id, member.status]));
  const users = [...present.map(({ user }) => user), ...members.filter(({ id }) => !status.has(id))];
  return TITLES.map(([presence, title]) => ({
    presence,
    title,
    users: users
      .filter(({ id }) => (status.get(id) ?? 'offline') === presence)
      .sort((a, b) => a.name.localeCompare(b.name)),
  })).filter((section) => section.users.length > 0);
}
