import type { PresencePush, PresentMember } from '@confab/protocol';
import { byName } from './by-name.ts';

/** A coalesced difference, as the server pushes it. */
export type PresenceDiff = Pick<PresencePush, 'joined' | 'left' | 'changed'>;

/**
 * Who is online after a difference, ordered by name. `joined` may repeat somebody known: the last word counts.
 */
export function applyPresence(members: readonly PresentMember[], diff: PresenceDiff): readonly PresentMember[] {
  const byId = new Map(members.map((member) => [member.user.id, member]));
  for (const id of diff.left) byId.delete(id);
  for (const member of diff.joined) byId.set(member.user.id, member);
  for (const { id, status } of diff.changed) {
    const member = byId.get(id);
    if (member) byId.set(id, { ...member, status });
  }
  return [...byId.values()].sort((a, b) => byName(a.user, b.user));
}
