import type { RoomSummary } from '@confab/protocol';
import { memberState } from './member-state.ts';
import type { Person } from './person.ts';
import type { RoomRegistry } from './room-registry.ts';

/** The rooms of a person with what they have of them, by name. A direct room in which nothing was said yet is none. */
export function roomSummaries(person: Person, rooms: RoomRegistry): RoomSummary[] {
  const summaries: RoomSummary[] = [];
  for (const [id, membership] of person.memberships) {
    const room = rooms.find(id);
    if (!room || (room.sort === 'direct' && room.seq === 0)) continue;
    summaries.push({ ...room.info, ...memberState(room, person, membership) });
  }
  return summaries.sort((a, b) => (a.name < b.name ? -1 : 1));
}
