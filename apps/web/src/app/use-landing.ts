import type { Client } from '@confab/client';
import { useEffect } from 'react';
import { errorWords } from '../store/error-words.ts';
import { notify } from '../store/notices.ts';
import { useRooms } from '../store/rooms-store.ts';
import { lastRoom } from './last-room.ts';
import { navigate, showRooms, wantsList } from './router.ts';
import { roomPath } from './routes.ts';

/** The room that everybody may join from the start. */
const FIRST_ROOM = 'general';

/** Leads from home to the room one was in last, to one's first, or into the one that everybody may join. */
export function useLanding(client: Client, phone: boolean): void {
  const known = useRooms((store) => store.known);
  useEffect(() => {
    if (!known || (phone && wantsList())) return;
    let current = true;
    chooseRoom(client)
      .then((slug) => {
        if (!current || slug === undefined) return;
        // On a phone the rooms lie under each of them: Back leads there.
        if (phone) showRooms();
        navigate(roomPath(slug), { replace: !phone });
      })
      .catch((error: unknown) => {
        // Whoever signs out here is not told that they are signed out.
        if (current) notify(errorWords(error));
      });
    return () => {
      current = false;
    };
  }, [client, known, phone]);
}

async function chooseRoom(client: Client): Promise<string | undefined> {
  const mine = useRooms.getState().rooms.filter((room) => !room.archived);
  const last = lastRoom();
  const known = mine.find(({ slug }) => slug === last) ?? mine.find(({ slug }) => slug === FIRST_ROOM) ?? mine[0];
  if (known) return known.slug;
  // Somebody who has been in rooms and left them all wants to be in none.
  if (last !== undefined) return undefined;
  const open = (await client.api.rooms()).filter((room) => !room.private && !room.archived);
  const first = open.find(({ slug }) => slug === FIRST_ROOM) ?? open[0];
  if (!first) return undefined;
  await client.room(first.id).join();
  return first.slug;
}
