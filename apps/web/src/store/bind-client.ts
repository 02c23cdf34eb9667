import type { Client } from '@confab/client';
import { watchThreads } from '@confab/client/threads';
import { useConnection } from './connection-store.ts';
import { nameRooms } from './name-rooms.ts';
import type { OpenRooms } from './open-rooms.ts';
import { useRooms } from './rooms-store.ts';
import { useThreads } from './threads-store.ts';

/** Feeds the stores with what a client reports. Returns the function that ends it and empties them. */
export function bindClient(client: Client, openRooms: OpenRooms): () => void {
  const threads = watchThreads(client, (list) => useThreads.setState({ threads: list, known: true }));
  useThreads.setState({ loadOlder: threads.loadOlder, read: threads.read });
  const stops = [
    threads.stop,
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
    useThreads.setState(useThreads.getInitialState(), true);
    useRooms.setState(useRooms.getInitialState(), true);
    useConnection.setState(useConnection.getInitialState(), true);
  };
}
