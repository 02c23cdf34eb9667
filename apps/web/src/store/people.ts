import type { User } from '@confab/protocol';

/**
 * Adds those not known yet, and newer names of those who are.
 * @returns the very same array where nothing is new, so that nothing renders again
 */
export function addPeople(known: readonly User[], seen: Iterable<User>): readonly User[] {
  const byId = new Map(known.map((user) => [user.id, user]));
  let changed = false;
  for (const user of seen) {
    if (byId.get(user.id)?.name === user.name) continue;
    byId.set(user.id, user);
    changed = true;
  }
  return changed ? [...byId.values()] : known;
}
