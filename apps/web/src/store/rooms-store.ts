import type { RoomSummary, ServerRole, Status, User } from '@confab/protocol';

import { useRef } from 'react';

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

/** How far one has read in a room, by its id; Infinity where that is not known, for then nothing is new. */
export function readSeqOf(id: string): number {
  return findRoom(useRooms.getState().rooms, id)?.read ?? Number.POSITIVE_INFINITY;
}

/** What changes with every message; a room's screen is not concerned. */
const COUNTS: ReadonlySet<string> = new Set<keyof RoomSummary>(['head', 'read', 'unread', 'mentions']);

/** The room of an address; the same object while only its counts change. */
export function useRoomAt(slugOrId: string | undefined): RoomSummary | undefined {
  const before = useRef<RoomSummary>(undefined);
  return useRooms(({ rooms }) => {
    const room = slugOrId === undefined ? undefined : findRoom(rooms, slugOrId);
    if (!room || !before.current || !isSameButCounts(room, before.current)) before.current = room;
    return before.current;
  });
}

function isSameButCounts(a: RoomSummary, b: RoomSummary): boolean {
  const keys = Object.keys({ ...a, ...b }) as (keyof RoomSummary)[];
  return keys.every((key) => COUNTS.has(key) || a[key] === b[key]);
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

/** What a room has for its reader: the unread messages; where it is muted, the mentions alone. */
export function countNews(room: Pick<RoomSummary, 'muted' | 'unread' | 'mentions'>): number {
  return room.muted ? room.mentions : room.unread;
}

/** The news in all rooms. */
export function totalUnread(rooms: readonly RoomSummary[]): number {
  return rooms.reduce((sum, room) => sum + countNews(room), 0);
}
