import { type RefObject, useLayoutEffect, useState } from 'react';
import { useRoomViews } from '../store/room-view-store.ts';

/**
 * Whether a timeline may stay in the page while one is in another room: when it was left as whoever comes back shall find
 * it, and until something changes in its room. Otherwise it is made anew when one comes back.
 * @param place the element around it
 * @param resting whether it is as it would be, were it made anew
 */
export function useKeptWhileAway(
  roomId: string,
  away: boolean,
  place: RefObject<HTMLElement | null>,
  resting: RefObject<boolean>,
): boolean {
  const [dropped, setDropped] = useState(false);
  useLayoutEffect(() => {
    if (!away) return setDropped(false);
    // What lies over it, a menu or a question, belongs to the visit that ends.
    const isCovered = place.current?.closest('main')?.querySelector('dialog, .pop') != null;
    if (isCovered) return setDropped(true);
    const left = timelineOf(roomId);
    return useRoomViews.subscribe(() => {
      if (timelineOf(roomId) !== left) setDropped(true);
    });
  }, [roomId, away, place]);
  // Read while rendering, so that what is not kept goes in the same commit in which another room comes.
  return !away || (resting.current && !dropped);
}

function timelineOf(roomId: string) {
  return useRoomViews.getState().views[roomId]?.timeline;
}
