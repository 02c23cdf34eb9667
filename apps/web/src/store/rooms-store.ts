import type { RoomSummary, ServerRole, Status, User } from '@confab/protocol';
import { create } from 'zustand';

interface RoomsStore {
  /** Who is signed in. */
  user: User | undefined;
  /** What they are on the server as a whole. */
  role: ServerRole;
  /** The rooms one is a member of, by name. */
  rooms: readonly RoomSummary[];
  /** Whether the server has told the rooms yet. */
  known: boolean;
  /** What others see of oneself. */
  status: Status;
}

export const useRooms = create<RoomsStore>()(() => ({
  user: undefined,
  role: 'guest',
  rooms: [],
  known: false,
  status: 'online',
}));

/** The room of an address, among one's own. */
export function findRoom(rooms: readonly RoomSummary[], slugOrId: string): RoomSummary | undefined {
  return rooms.find((room) => room.slug === slugOrId || room.id === slugOrId);
}

/** Resolves when a room is no longer among one's own: the server tells that apart from its answer to leaving. */
export function untilGone(id: string): Promise<void> {
  const isGone = () => !useRooms.getState().rooms.some((room) => room.id === id);
  return new Promise((resolve) => {
    if (isGone()) return resolve();
    const stop = useRooms.subscribe(() => {
      if (!isGone()) return;
      stop();
      resolve();
    });
  });
}

/** Unread messages in all rooms. */
export function totalUnread(rooms: readonly RoomSummary[]): number {
  return rooms.reduce((sum, room) => sum + room.unread, 0);
}
