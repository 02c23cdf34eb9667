import type { RoomSummary } from '@confab/protocol';
import { useRoomView } from '../store/room-view-store.ts';

/**
 * When one may write again in a room in slow mode, in Unix ms of this computer; undefined where one need not wait.
 * @param offset ms to add for the server's time
 */
export function useSlowMode(
  { id, slowModeMs = 0 }: RoomSummary,
  me: string,
  exempt: boolean,
  offset: number,
): number | undefined {
  const free = slowModeMs === 0 || exempt;
  const last = useRoomView(id, ({ timeline }) => {
    if (free) return undefined;
    const row = timeline.rows.findLast((one) =>
      one.status === 'sent' ? one.message.author.id === me : one.status === 'pending',
    );
    if (!row) return undefined;
    return row.status === 'sent' ? row.message.at - offset : row.entry.at;
  });
  return free || last === undefined ? undefined : last + slowModeMs;
}
