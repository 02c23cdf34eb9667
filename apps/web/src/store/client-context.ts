import type { Client } from '@confab/client';
import { createContext, useContext } from 'react';
import type { OpenRooms } from './open-rooms.ts';

/** What a signed-in session works with. */
export interface ClientSession {
  client: Client;
  openRooms: OpenRooms;
}

export const ClientContext = createContext<ClientSession | undefined>(undefined);

/** The session's client. Only below the provider in `app/`. */
export function useClient(): Client {
  return useClientSession().client;
}

/** The session's client with the rooms it keeps joined. Only below the provider in `app/`. */
export function useClientSession(): ClientSession {
  const session = useContext(ClientContext);
  if (!session) throw new Error('useClientSession outside of ClientContext');
  return session;
}
