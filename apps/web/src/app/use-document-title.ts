import { useEffect } from 'react';
import { totalUnread, useRooms } from '../store/rooms-store.ts';
import { PLACE } from './place.ts';

/** Keeps the tab's title: “(3) engine · Confab”. */
export function useDocumentTitle(room: string | undefined): void {
  const unread = useRooms(({ rooms }) => totalUnread(rooms));
  useEffect(() => {
    const name = room ? `${room} · ${PLACE}` : PLACE;
    document.title = unread > 0 ? `(${unread}) ${name}` : name;
  }, [room, unread]);
  useEffect(
    () => () => {
      document.title = PLACE;
    },
    [],
  );
}
