import type { User } from '@confab/protocol';

/**
 * Adds those not known yet, and newer names and pictures of those who are.
 * @returns the very same array where nothing is new, so that nothing renders again
 */
export function addPeople(known: readonly User[], seen: Iterable<User>): readonly User[] {
  const byId = new Map(known.map((user) => [user.id, user]));
  let changed = false;
  for (const user of seen) {
    const before = byId.get(user.id);
    if (before?.name === user.name && before.avatar === user.avatar) continue;
    byId.set(user.id, user);
    changed = true;
  }
  return changed ? [...byId.values()] : known;
}
