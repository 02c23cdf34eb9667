import type { ClientError } from '@confab/client';
import type { Restriction, RoomSummary } from '@confab/protocol';
import { useClient } from '../store/client-context.ts';
import { useRoomView } from '../store/room-view-store.ts';
import { useInForce } from './use-in-force.ts';

/** Whether one may write in a room, or why not. */
export interface Writing {
  writable: boolean;
  /** Why the room did not open. */
  refusal: ClientError | undefined;
  /** One may read, not write. */
  mute: Restriction | undefined;
}

/** Kept up to date: a mute ends by itself. */
export function useWriting(room: RoomSummary): Writing {
  const client = useClient();
  const refusal = useRoomView(room.id, (view) => (view.status === 'refused' ? view.error : undefined));
  const mute = useInForce(room.restriction, client.clockOffset);
  return { writable: !refusal && !room.archived && !mute, refusal, mute };
}
