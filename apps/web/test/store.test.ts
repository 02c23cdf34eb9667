import type { Client, RoomHandle } from '@confab/client';
import type { RoomSummary } from '@confab/protocol';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useConnection } from '../src/store/connection-store.ts';
import { OpenRooms } from '../src/store/open-rooms.ts';
import { addPeople } from '../src/store/people.ts';
import { useRoomViews } from '../src/store/room-view-store.ts';
import { findRoom, totalUnread } from '../src/store/rooms-store.ts';

const user = (id: string, name: string) => ({ id, name, kind: 'guest' as const });

describe('people of a room', () => {
  const known = [user('1', 'Ada')];

  it('stay the same array while nobody is new', () => {
    expect(addPeople(known, [user('1', 'Ada')])).toBe(known);
  });

  it('grow, and take over a new name', () => {
    expect(addPeople(known, [user('2', 'Ben'), user('1', 'Ada L.')])).toEqual([user('1', 'Ada L.'), user('2', 'Ben')]);
  });
});

describe('rooms', () => {
  const rooms = [
    { id: 'a', slug: 'general', unread: 2 },
    { id: 'b', slug: 'engine', unread: 3 },
  ] as RoomSummary[];

  it('are found by address or id', () => {
    expect(findRoom(rooms, 'engine')?.id).toBe('b');
    expect(findRoom(rooms, 'a')?.slug).toBe('general');
    expect(findRoom(rooms, 'nowhere')).toBeUndefined();
  });

  it('sum up what is unread', () => expect(totalUnread(rooms)).toBe(5));
});

describe('open rooms', () => {
  /** A room that remembers what was asked of it. */
  function fakeClient() {
    const left: string[] = [];
    const joined: string[] = [];
    const listeners = new Map<string, (value: never) => void>();
    const room = (id: string) =>
      ({
        status: 'idle',
        error: undefined,
        info: undefined,
        timeline: { rows: [], hasOlder: false, hasNewer: false, latest: [], unsent: [], rev: 0, head: 0 },
        presence: [],
        typers: [],
        join: async () => void joined.push(id),
        leave: async () => void left.push(id),
        on: (event: string, listener: (value: never) => void) => {
          listeners.set(`${id}/${event}`, listener);
          return () => listeners.delete(`${id}/${event}`);
        },
      }) as unknown as RoomHandle;
    const emit = (id: string, event: string, value: unknown) => listeners.get(`${id}/${event}`)?.(value as never);
    return { client: { room: vi.fn(room) } as unknown as Client, left, joined, emit, listeners };
  }
  afterEach(() => {
    useRoomViews.setState({ views: {} });
    vi.unstubAllGlobals();
  });

  it('join once, and leave the one that was not looked at for longest', () => {
    const { client, left, joined } = fakeClient();
    const open = new OpenRooms(client, 2);
    for (const id of ['a', 'b', 'a', 'c']) open.open(id);
    expect(joined).toEqual(['a', 'b', 'c']);
    expect(left).toEqual(['b']);
    expect(Object.keys(useRoomViews.getState().views).sort()).toEqual(['a', 'c']);
  });

  it('show what their handle reports, and leave the rest of the view as it is', () => {
    const { client, emit } = fakeClient();
    new OpenRooms(client).open('a');
    const before = useRoomViews.getState().views.a;
    emit('a', 'typing', [{ id: '2', name: 'Ben' }]);
    const after = useRoomViews.getState().views.a;
    expect(after?.typers).toEqual([{ id: '2', name: 'Ben' }]);
    expect(after?.timeline).toBe(before?.timeline);
  });

  it('show the first rows at once, later ones with the next frame', () => {
    const frames: FrameRequestCallback[] = [];
    vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => frames.push(callback));
    vi.stubGlobal('cancelAnimationFrame', () => undefined);
    const { client, emit } = fakeClient();
    const open = new OpenRooms(client);
    open.open('a');
    const shown = () => useRoomViews.getState().views.a?.timeline.rows.length;
    const entry = { id: '1', room: 'a', body: 'Hello', at: 0 };
    const row = { status: 'pending', id: '1', entry };
    emit('a', 'timeline', { rows: [row] });
    expect(shown()).toBe(1);
    emit('a', 'timeline', { rows: [row, row] });
    expect(shown()).toBe(1);
    frames[0]?.(0);
    expect(shown()).toBe(2);
    open.close();
  });

  it('know people from presence', () => {
    const { client, emit } = fakeClient();
    new OpenRooms(client).open('a');
    emit('a', 'presence', [{ user: user('2', 'Ben'), status: 'online' }]);
    expect(useRoomViews.getState().views.a?.people).toEqual([user('2', 'Ben')]);
  });

  it('say together how much was missed while the line was down', () => {
    const { client, emit } = fakeClient();
    const open = new OpenRooms(client);
    for (const id of ['a', 'b', 'c']) open.open(id);
    useConnection.setState({ missed: 0 });
    emit('a', 'resumed', { missed: 2, complete: true });
    emit('b', 'resumed', { missed: 3, complete: true });
    emit('c', 'resumed', { missed: 0, complete: true });
    expect(useConnection.getState().missed).toBe(5);
  });

  it('listen to nothing once they are forgotten', () => {
    const { client, listeners } = fakeClient();
    const open = new OpenRooms(client);
    open.open('a');
    open.forget('a');
    expect(listeners.size).toBe(0);
    expect(useRoomViews.getState().views.a).toBeUndefined();
  });
});
