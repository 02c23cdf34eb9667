import type { RoomSummary, User } from '@confab/protocol';

/** Whether one may pin messages in a room that can be written to: guests only where they have a say. */
export function mayPin(room: RoomSummary, me: User): boolean {
  return me.kind !== 'guest' || room.kind === 'direct' || room.role !== 'member';
}
