import type { Client } from '@confab/client';

import { useConnection } from './connection-store.ts';
import { nameRooms } from './name-rooms.ts';
import type { OpenRooms } from './open-rooms.ts';
import { useRooms } from './rooms-store.ts';

/** Feeds the stores with what a client reports. Returns the function that ends it and empties them. */
export function bindClient(client: Client, openRooms: OpenRooms): () => void {
  const stops = [
    client.on('state', (state) => useConnection.setState({ state })),
    client.on('waiting', (waiting) => useConnection.setState({ waiting })),
    client.on('user', (user) => useRooms.setState({ user, role: client.role })),
    client.on('rooms', (rooms) => useRooms.setState({ rooms: nameRooms(rooms, client.user?.id ?? ''), known: true })),
    client.on('room', (room, removed) => {
      if (removed) openRooms.forget(room.id);
    }),
  ];
  useConnection.setState({ state: client.state, waiting: client.waiting });
  return () => {
    for (const stop of stops) stop();
    openRooms.close();
    useRooms.setState(useRooms.getInitialState(), true);
    useConnection.setState(useConnection.getInitialState(), true);
  };
}
