import { byName } from '@confab/client';
import type { RoomSummary, User } from '@confab/protocol';

/** What one's room with nobody else is called. */
const NOTES = 'Notes to self';

const named = new WeakMap<RoomSummary, RoomSummary>();

/** Gives direct rooms the names of the others in them; the same object for the same room. Ordered by name. */
export function nameRooms(rooms: readonly RoomSummary[], me: string): readonly RoomSummary[] {
  if (!rooms.some(({ kind }) => kind === 'direct')) return rooms;
  return rooms.map((room) => nameRoom(room, me)).sort(byName);
}

/** The people of a direct room but oneself, by name. */
export function othersIn(room: Pick<RoomSummary, 'people'>, me: string): readonly User[] {
  return (room.people ?? []).filter(({ id }) => id !== me).sort(byName);
}

function nameRoom(room: RoomSummary, me: string): RoomSummary {
  if (room.kind !== 'direct') return room;
  const known = named.get(room);
  if (known) return known;
  const others = othersIn(room, me);
  const name = others.map((user) => user.name).join(', ') || NOTES;
  const result = { ...room, name };
  named.set(room, result);
  return result;
}
