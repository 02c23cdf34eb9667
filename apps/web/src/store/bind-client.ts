import type { Client } from '@confab/client';
import { watchThreads } from '@confab/client/threads';
import type { RoomSummary } from '@confab/protocol';
import { setMe, useAccount } from './account-store.ts';
import { useConnection } from './connection-store.ts';
import { nameRooms } from './name-rooms.ts';
import { onceAFrame } from './once-a-frame.ts';
import type { OpenRooms } from './open-rooms.ts';
import { useRooms } from './rooms-store.ts';
import { useThreads } from './threads-store.ts';

/** Feeds the stores with what a client reports. Returns the function that ends it and empties them. */
export function bindClient(client: Client, openRooms: OpenRooms): () => void {
  const threads = watchThreads(client, (list, hasOlder) =>
    useThreads.setState({ threads: list, known: true, hasOlder }),
  );
  useThreads.setState({ loadOlder: threads.loadOlder, read: threads.read });
  const setRooms = (rooms: readonly RoomSummary[]) => useRooms.setState({ rooms, known: true });
  const counts = onceAFrame(setRooms);
  const stops = [
    threads.stop,
    counts.cancel,
    client.on('state', (state) => useConnection.setState({ state })),
    client.on('waiting', (waiting) => useConnection.setState({ waiting })),
    client.on('user', (user) => useRooms.setState({ user, role: client.role })),
    client.on('rooms', (rooms) => {
      // Which rooms there are is news at once, whoever has just joined one goes there; a count may wait for the frame.
      const named = nameRooms(rooms, client.user?.id ?? '');
      if (isSameList(named, useRooms.getState().rooms)) return counts.call(named);
      counts.cancel();
      setRooms(named);
    }),
    client.on('push', (push) => {
      const { me } = useAccount.getState();
      if (push.type !== 'user' || push.user.id !== me?.user.id) return;
      const { user, statusText, role = me.role } = push;
      setMe({ ...me, user, statusText, role });
    }),
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

function isSameList(a: readonly RoomSummary[], b: readonly RoomSummary[]): boolean {
  return a.length === b.length && a.every(({ id, slug }, i) => id === b[i]?.id && slug === b[i]?.slug);
}
