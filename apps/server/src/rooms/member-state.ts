import type { MemberState } from '@confab/protocol';
import { Activity } from './activity.ts';
import type { Membership, Person } from './person.ts';
import type { Room } from './room.ts';
import { restrictionOf } from './sanctions.ts';

/** What a member has of a room, as the wire shows it. */
export function memberState(room: Room, person: Person, membership: Membership): MemberState {
  const { role, favourite, muted, notify, readSeq, mentions } = membership;
  const state: MemberState = {
    role,
    favourite,
    muted,
    notify,
    head: room.seq,
    read: readSeq,
    unread: Activity.unread(room, readSeq),
    mentions: mentions.length,
  };
  const mute = person.sanction('mute', room.info.id);
  if (mute) state.restriction = restrictionOf(mute);
  if (room.sort === 'direct') {
    state.present = Array.from(room.present.values(), ({ user, status }) => ({ id: user.id, status }));
  }
  return state;
}
