import type { HelloMessage } from '@confab/protocol';
import { memberState } from './member-state.ts';
import type { Person } from './person.ts';
import type { RoomRegistry } from './room-registry.ts';

/**
 * Encodes the greeting with the rooms of a person and what they have of them, by name. A direct room in which nothing
 * was said yet is none. Rooms are encoded already: they go in as they are, since thousands may arrive at once.
 */
export function encodeHello(hello: Omit<HelloMessage, 'rooms'>, person: Person, rooms: RoomRegistry): string {
  const summaries: { name: string; json: string }[] = [];
  for (const [id, membership] of person.memberships) {
    const room = rooms.find(id);
    if (!room || (room.sort === 'direct' && room.seq === 0)) continue;
    const state = memberState(room, person, membership);
    summaries.push({ name: room.info.name, json: joinObjects(room.encodedInfo, JSON.stringify(state)) });
  }
  summaries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return joinObjects(JSON.stringify(hello), `{"rooms":[${summaries.map((summary) => summary.json).join(',')}]}`);
}

/** One object with the fields of two that have some each and none in common, all encoded. */
function joinObjects(first: string, second: string): string {
  return `${first.slice(0, -1)},${second.slice(1)}`;
}
