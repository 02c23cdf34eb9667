import type { PresenceState, PresentMember } from '@confab/protocol';

const byName = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** A coalesced difference, as the server pushes it. */
export interface PresenceDiff {
  joined: readonly PresentMember[];
  left: readonly string[];
  changed: readonly { id: string; status: PresentMember['status'] }[];
}

/** Who is online, ordered by name. */
export function presenceOf(state: PresenceState): readonly PresentMember[] {
  return [...state.members].sort(compare);
}

/** The members after a difference. `joined` may repeat somebody known: the last word counts. */
export function applyPresence(members: readonly PresentMember[], diff: PresenceDiff): readonly PresentMember[] {
  const byId = new Map(members.map((member) => [member.user.id, member]));
  for (const id of diff.left) byId.delete(id);
  for (const member of diff.joined) byId.set(member.user.id, member);
  for (const { id, status } of diff.changed) {
    const member = byId.get(id);
    if (member) byId.set(id, { ...member, status });
  }
  return [...byId.values()].sort(compare);
}

function compare(a: PresentMember, b: PresentMember): number {
  return byName.compare(a.user.name, b.user.name) || (a.user.id < b.user.id ? -1 : 1);
}
