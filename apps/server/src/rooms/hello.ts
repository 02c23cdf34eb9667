import type { RoomSummary } from '@confab/protocol';
import { Activity } from './activity.ts';
import type { Person } from './person.ts';
import type { RoomRegistry } from './room-registry.ts';

/** The rooms of a person with head, unread and mentions, by name. */
export function roomSummaries(person: Person, rooms: RoomRegistry): RoomSummary[] {
  const summaries: RoomSummary[] = [];
  for (const [id, membership] of person.memberships) {
    const room = rooms.find(id);
    if (!room) continue;
    summaries.push({
      ...room.info,
      head: room.seq,
      read: membership.readSeq,
      unread: Activity.unread(room, membership.readSeq),
      mentions: membership.mentions.length,
    });
  }
  return summaries.sort((a, b) => (a.name < b.name ? -1 : 1));
}
