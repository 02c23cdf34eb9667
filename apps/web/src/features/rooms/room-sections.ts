import type { RoomSummary } from '@confab/protocol';

/** The list of rooms as it is shown: favourites of any kind above the rest. */
export interface RoomSections {
  favourites: readonly RoomSummary[];
  rooms: readonly RoomSummary[];
  direct: readonly RoomSummary[];
}

/** Sorts the rooms into the parts of the list. */
export function roomSections(rooms: readonly RoomSummary[]): RoomSections {
  const rest = rooms.filter((room) => !room.favourite);
  return {
    favourites: rooms.filter((room) => room.favourite),
    rooms: rest.filter((room) => room.kind !== 'direct'),
    direct: rest.filter((room) => room.kind === 'direct'),
  };
}
