import type { RoomHandle } from '@confab/client';
import { type RefObject, useEffect, useMemo } from 'react';
import { useClientSession } from '../store/client-context.ts';
import { editMessage } from '../store/editing-store.ts';

/**
 * Joins the room that is shown and lets one write in it.
 * @param field takes the focus whenever another room is shown
 */
export function useOpenRoom(id: string, field: RefObject<HTMLElement | null>): RoomHandle {
  const { openRooms } = useClientSession();
  const handle = useMemo(() => openRooms.open(id), [openRooms, id]);
  useEffect(() => {
    // Once it is on the screen it is the most recent one, whatever else was rendered meanwhile.
    openRooms.open(id);
    editMessage(undefined);
    // It is in view: looking for that would cost a layout of its own.
    field.current?.focus({ preventScroll: true });
  }, [openRooms, id, field]);
  return handle;
}
