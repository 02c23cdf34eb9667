import type { RoomHandle } from '@confab/client';
import { useEffect } from 'react';
import { useVisible } from '../../ui/use-visible.ts';

/** Moves the read pointer to the room's head while its end is in view and the tab is visible. */
export function useMarkRead({ handle, head, seen }: { handle: RoomHandle; head: number; seen: boolean }): void {
  const visible = useVisible();
  useEffect(() => {
    if (seen && visible && head > 0) handle.markRead(head);
  }, [handle, head, seen, visible]);
}
