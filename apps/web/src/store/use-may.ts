import { permits, type Room, type RoomAction, type RoomRole, sortOf, worksArchived } from '@confab/protocol';
import { useCallback } from 'react';
import { useRooms } from './rooms-store.ts';

/** Whether one may do something in a room, as far as one's roles say; the server has the last word. */
export function useMay(room: Room & { role: RoomRole }): (action: RoomAction) => boolean {
  const server = useRooms((store) => store.role);
  const { archived, role } = room;
  const sort = sortOf(room);
  return useCallback(
    (action) => permits(action, { server, room: role, sort }) && (!archived || worksArchived(action)),
    [server, role, sort, archived],
  );
}
