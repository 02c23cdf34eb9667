import type { RoomHandle } from '@confab/client';
import { useEffect, useSyncExternalStore } from 'react';

/** Moves the read pointer to the room's head while its end is in view and the tab is visible. */
export function useMarkRead({ handle, head, seen }: { handle: RoomHandle; head: number; seen: boolean }): void {
  const visible = useSyncExternalStore(onVisibility, () => document.visibilityState === 'visible');
  useEffect(() => {
    if (seen && visible && head > 0) handle.markRead(head);
  }, [handle, head, seen, visible]);
}

function onVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}
