import { createClient } from '@confab/client';
import { indexedDbStorage } from '@confab/client/indexed-db';
import type { ClientSession } from '../store/client-context.ts';
import { OpenRooms } from '../store/open-rooms.ts';

/** A client of the server that served this page, its outbox kept in this browser. */
export function createSession(): ClientSession {
  const client = createClient({ url: location.origin, storage: indexedDbStorage() });
  return { client, openRooms: new OpenRooms(client) };
}
