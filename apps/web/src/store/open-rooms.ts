import type { Client, RoomHandle, Timeline } from '@confab/client';
import type { User } from '@confab/protocol';
import { useConnection } from './connection-store.ts';
import { onceAFrame } from './once-a-frame.ts';
import { addPeople } from './people.ts';
import { setView, updateView, useRoomViews } from './room-view-store.ts';

/** Rooms that stay joined, and their timelines in the page, after one has looked into another. */
export const KEPT_ROOMS = 8;

/** The rooms this session is joined to, most recent first; beyond the limit the least recent one is left. */
export class OpenRooms {
  readonly #client: Client;
  readonly #limit: number;
  #open: { id: string; handle: RoomHandle; stop: () => void }[] = [];

  constructor(client: Client, limit = KEPT_ROOMS) {
    this.#client = client;
    this.#limit = limit;
  }

  /** Joins a room, or moves it to the front. Its view is in the store when this returns. */
  open(id: string): RoomHandle {
    const known = this.#open.find((room) => room.id === id);
    const room = known ?? this.#join(id);
    this.#open = [room, ...this.#open.filter((other) => other !== room)];
    for (const old of this.#open.splice(this.#limit)) {
      old.stop();
      setView(old.id, undefined);
      // Leaving is a courtesy to the server; without a line there is nothing to leave.
      old.handle.leave().catch(() => undefined);
    }
    return room.handle;
  }

  /** Forgets a room that is gone: left, removed or revoked. */
  forget(id: string): void {
    const gone = this.#open.find((room) => room.id === id);
    gone?.stop();
    this.#open = this.#open.filter((room) => room !== gone);
    setView(id, undefined);
  }

  /** Stops listening to all rooms. */
  close(): void {
    for (const room of this.#open) this.forget(room.id);
  }

  #join(id: string): { id: string; handle: RoomHandle; stop: () => void } {
    const handle = this.#client.room(id);
    const people = addPeople([], [...handle.presence.map(({ user }) => user), ...authorsOf(handle.timeline)]);
    const { status, error, info, timeline, presence, typers } = handle;
    setView(id, { status, error, info, timeline, presence, typers, people });
    const stop = listen(id, handle);
    // A refusal arrives as the status `refused`, with the reason in the view.
    handle.join().catch(() => updateView(id, { status: handle.status, error: handle.error }));
    return { id, handle, stop };
  }
}

function listen(id: string, handle: RoomHandle): () => void {
  const show = (timeline: Timeline) => updateView(id, { timeline, people: peopleWith(id, authorsOf(timeline)) });
  const timelines = onceAFrame(show);
  const stops = [
    timelines.cancel,
    handle.on('timeline', (timeline) => {
      if (hasRows(id)) return timelines.call(timeline);
      // The first rows are what the reader waits for, and come in one render with the room's status.
      timelines.cancel();
      show(timeline);
    }),
    handle.on('status', (status) => updateView(id, { status, error: handle.error })),
    handle.on('info', (info) => updateView(id, { info })),
    handle.on('presence', (presence) =>
      updateView(id, {
        presence,
        people: peopleWith(
          id,
          presence.map(({ user }) => user),
        ),
      }),
    ),
    handle.on('typing', (typers) => updateView(id, { typers })),
    handle.on('resumed', ({ missed }) => useConnection.setState((line) => ({ missed: line.missed + missed }))),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function hasRows(id: string): boolean {
  return (useRoomViews.getState().views[id]?.timeline.rows.length ?? 0) > 0;
}

function peopleWith(id: string, seen: Iterable<User>): readonly User[] {
  return addPeople(useRoomViews.getState().views[id]?.people ?? [], seen);
}

function* authorsOf(timeline: Timeline): Iterable<User> {
  for (const row of timeline.rows) if (row.status === 'sent') yield row.message.author;
}
