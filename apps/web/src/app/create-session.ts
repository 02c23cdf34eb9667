import { createClient } from '@confab/client';
import { indexedDbStorage } from '@confab/client/indexed-db';
import type { ClientSession } from '../store/client-context.ts';
import { OpenRooms } from '../store/open-rooms.ts';

/** One for the page: whoever signs in next in this tab finds what the tab wrote. */
const storage = indexedDbStorage();

/** A client of the server that served this page, its outbox kept in this browser. */
export function createSession(): ClientSession {
  const client = createClient({ url: location.origin, storage });
  return { client, openRooms: new OpenRooms(client) };
}
