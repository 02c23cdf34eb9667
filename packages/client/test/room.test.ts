import { describe, expect, it, vi } from 'vitest';
import type { RoomEvents, Timeline } from '../src/room-handle.ts';
import { connected, inGeneral, reconnected } from './connected-client.ts';
import { helloFrame } from './fake-network.ts';
import { settled } from './manual-clock.ts';
import { ANN, BOB, GENERAL, joined, message, messages, push, summary } from './samples.ts';

function ids(timeline: Timeline): string {
  return timeline.rows.map((row) => row.id).join(' ');
}

/** A `fetch` that answers with pages the test hands over. */
function pages() {
  const asked: { url: string; answer: (page: unknown) => void }[] = [];
  const fetch = ((url: string) =>
    new Promise<Response>((resolve) => {
      asked.push({ url, answer: (page) => resolve(Response.json(page)) });
    })) as typeof globalThis.fetch;
  return { asked, fetch };
}

describe('joining', () => {
  it('is live with the reply, and tells info, presence and the whole timeline', async () => {
    const { client, network } = await connected();
    const room = client.room('general');
    const done = room.join();
    expect(room.status).toBe('joining');
    expect(network.socket.last('join')).toMatchObject({ room: 'general' });
    expect(network.socket.last('join').since).toBeUndefined();
    network.socket.receive(joined(network.socket.last('join').id, messages(1, 3)));
    await done;
    expect(room).toMatchObject({ status: 'live', key: GENERAL.id, info: GENERAL });
    expect(room.presence.map((member) => member.user.name)).toEqual(['Ann']);
    expect(ids(room.timeline)).toBe('m1 m2 m3');
  });

  it('gives one handle for the room, by id or slug', async () => {
    const { client, room } = await inGeneral(1);
    expect(client.room('general')).toBe(room);
    expect(client.room(GENERAL.id)).toBe(room);
    const other = await connected({}, { rooms: [summary()] });
    expect(other.client.room('general')).toBe(other.client.room(GENERAL.id));
  });

  it('waits for the connection, and joins again after every reconnect from the cursor', async () => {
    const setup = await inGeneral(3);
    const resumes: Parameters<RoomEvents['resumed']>[0][] = [];
    setup.room.on('resumed', (result) => resumes.push(result));
    setup.network.socket.drop(1006);
    expect(setup.room.status).toBe('idle');
    setup.clock.advance(30_000);
    setup.network.socket.greet();
    const { socket } = setup.network;
    expect(socket.last('join')).toMatchObject({ room: GENERAL.id, since: 3, sinceId: 'm3', life: 'life-1' });
    socket.receive(
      joined(socket.last('join').id, [message(2, 4), message(4, 6), message(5, 5, { author: ANN })], {
        complete: true,
        seq: 5,
        rev: 6,
      }),
    );
    expect(ids(setup.room.timeline)).toBe('m1 m2 m3 m4 m5');
    expect(resumes).toEqual([{ missed: 1, complete: true }]);
  });

  it('tells of the room itself: what its member has of it is no news of it', async () => {
    const setup = await inGeneral(1);
    expect(setup.room.info).toEqual(GENERAL);
    const told = vi.fn();
    setup.room.on('info', told);
    await reconnected(setup, { rooms: [summary({ head: 1, favourite: true, role: 'moderator' })] });
    expect(setup.room.info).toEqual(GENERAL);
    expect(told).not.toHaveBeenCalled();
  });

  it('finds the room joined for a push right behind the reply', async () => {
    const { client, network } = await connected();
    const room = client.room('general');
    void room.join();
    const { socket } = network;
    socket.receive(joined(socket.last('join').id, messages(1, 2)), push(3), {
      type: 'presence',
      room: GENERAL.id,
      count: 2,
      joined: [{ user: BOB, status: 'away' }],
      left: [],
      changed: [],
    });
    expect(ids(room.timeline)).toBe('m1 m2 m3');
    expect(room.presence.map((member) => member.user.name)).toEqual(['Ann', 'Bob']);
  });

  it('keeps a push that comes before the reply', async () => {
    const { client, network } = await connected();
    const room = client.room(GENERAL.id);
    const { socket } = network;
    room.on('timeline', () => {});
    void room.join();
    socket.receive(push(3));
    await settled();
    socket.receive(joined(socket.last('join').id, messages(1, 2)));
    expect(socket.frames('join')).toHaveLength(1);
    expect(room.status).toBe('live');
  });

  it('joins again from the cursor where a push leaves a hole', async () => {
    const { room, network } = await inGeneral(3);
    network.socket.receive(push(5));
    await settled();
    const again = network.socket.last('join');
    expect(again).toMatchObject({ since: 3, sinceId: 'm3' });
    network.socket.receive(joined(again.id, [message(4), message(5)], { complete: true }));
    expect(ids(room.timeline)).toBe('m1 m2 m3 m4 m5');
  });

  it('does not ask for ever where the hole stays', async () => {
    const { network } = await inGeneral(3);
    network.socket.receive(push(9));
    await settled();
    network.socket.receive(joined(network.socket.last('join').id, [], { complete: true, rev: 3, seq: 3 }));
    await settled();
    expect(network.socket.frames('join')).toHaveLength(2);
  });

  it('waits as long as the server asked it to, whatever is pushed meanwhile', async () => {
    const { network, clock } = await inGeneral(3);
    const { socket } = network;
    socket.receive(push(5));
    await settled();
    const { id } = socket.last('join');
    socket.receive({ type: 'error', id, code: 'rate_limited', message: 'slowly', retryAfterMs: 700 });
    socket.receive(push(6), push(7));
    await settled();
    expect(socket.frames('join')).toHaveLength(2);
    clock.advance(700);
    expect(socket.frames('join')).toHaveLength(3);
  });

  it('does not wait any more on a new line', async () => {
    const setup = await inGeneral(3);
    const { socket } = setup.network;
    socket.receive(push(5));
    await settled();
    const { id } = socket.last('join');
    socket.receive({ type: 'error', id, code: 'rate_limited', message: 'slowly', retryAfterMs: 90_000 });
    await reconnected(setup);
    expect(setup.network.socket.frames('join')).toHaveLength(1);
  });

  it('starts over where a resume has a hole in seq', async () => {
    const setup = await inGeneral(3);
    await reconnected(setup);
    const { socket } = setup.network;
    socket.receive(joined(socket.last('join').id, [message(5)], { complete: true }));
    expect(socket.last('join').since).toBeUndefined();
    socket.receive(joined(socket.last('join').id, messages(4, 5)));
    expect(ids(setup.room.timeline)).toBe('m4 m5');
  });

  it('rejects where the server refuses, and tries a temporary refusal again', async () => {
    const { client, network, clock } = await connected();
    const room = client.room('general');
    const done = room.join();
    const { socket } = network;
    socket.receive({
      type: 'error',
      id: socket.last('join').id,
      code: 'unavailable',
      message: 'busy',
      retryAfterMs: 200,
    });
    clock.advance(200);
    expect(socket.frames('join')).toHaveLength(2);
    socket.receive({ type: 'error', id: socket.last('join').id, code: 'room_not_found', message: 'no' });
    await expect(done).rejects.toMatchObject({ code: 'room_not_found' });
    expect(room).toMatchObject({ status: 'refused', error: { code: 'room_not_found' } });
  });

  it('keeps the timeline after leaving, and takes no more pushes', async () => {
    const { room, network } = await inGeneral(3);
    void room.leave();
    expect(network.socket.last('leave').room).toBe(GENERAL.id);
    network.socket.receive(push(4));
    expect(ids(room.timeline)).toBe('m1 m2 m3');
    expect(room.status).toBe('idle');
    void room.join();
    expect(network.socket.last('join').since).toBe(3);
  });

  it('stays left where somebody leaves at what the join brings', async () => {
    const { client, network } = await connected();
    const room = client.room('general');
    room.on('message', () => void room.leave());
    void room.join();
    const { socket } = network;
    socket.receive(joined(socket.last('join').id, messages(1, 1)));
    await settled();
    expect(socket.frames('leave')).toHaveLength(1);
    expect(room.status).toBe('idle');
  });

  it('is refused once the room is taken away', async () => {
    const { room, network, client } = await inGeneral(1);
    network.socket.receive({ type: 'room', room: GENERAL, removed: true });
    expect(room.status).toBe('refused');
    expect(client.rooms).toEqual([]);
  });

  it('shows nothing of one user to the next', async () => {
    const setup = await inGeneral(3);
    await reconnected(setup, { user: BOB });
    expect(setup.room.timeline.rows).toEqual([]);
    expect(setup.network.socket.last('join').since).toBeUndefined();
  });
});

describe('the timeline of a room', () => {
  it('is told once for all that a turn brings', async () => {
    const { room, network } = await inGeneral(1);
    const told: Timeline[] = [];
    room.on('timeline', (timeline) => told.push(timeline));
    for (let seq = 2; seq <= 100; seq += 1) network.socket.receive(push(seq));
    await settled();
    expect(told).toHaveLength(1);
    expect(told[0]).toBe(room.timeline);
    expect(room.timeline.rows).toHaveLength(100);
  });

  it('loads older pages, one request for concurrent calls', async () => {
    const { asked, fetch } = pages();
    const { room } = await inGeneral(120, { fetch });
    const both = Promise.all([room.loadOlder(), room.loadOlder()]);
    await settled();
    expect(asked.map(({ url }) => url)).toEqual([`http://chat.test/api/rooms/${GENERAL.id}/messages?before=71`]);
    asked[0]?.answer({ messages: messages(21, 70), hasMore: true });
    expect(await both).toEqual([50, 50]);
    expect(room.timeline).toMatchObject({ hasOlder: true, rows: { length: 100 } });
  });

  it('does not show a page older than a change that was pushed meanwhile', async () => {
    const { asked, fetch } = pages();
    const { room, network } = await inGeneral(60, { fetch });
    const loaded = room.loadOlder();
    await settled();
    network.socket.receive(push(10, 61, { body: 'edited' }));
    asked[0]?.answer({ messages: messages(1, 10), hasMore: false });
    await loaded;
    expect(room.timeline.rows[9]).toMatchObject({ message: { body: 'edited', rev: 61 } });
  });

  it('goes where it was asked to go, also where it was asked twice', async () => {
    const { asked, fetch } = pages();
    const { room } = await inGeneral(60, { fetch });
    const jumps = Promise.all([room.jumpTo('m5'), room.jumpTo('m5')]);
    await settled();
    for (const { answer } of asked) answer({ messages: messages(1, 9), hasMore: true });
    await jumps;
    expect(ids(room.timeline)).toMatch(/^m1 /);
  });

  it('throws a page away where the timeline was reset meanwhile', async () => {
    const { asked, fetch } = pages();
    const setup = await inGeneral(60, { fetch });
    const loaded = setup.room.loadOlder();
    await settled();
    await reconnected(setup);
    const { socket } = setup.network;
    socket.receive(joined(socket.last('join').id, messages(11, 20), { complete: false }));
    asked[0]?.answer({ messages: messages(1, 10), hasMore: false });
    expect(await loaded).toBe(0);
    expect(ids(setup.room.timeline).startsWith('m11 ')).toBe(true);
  });

  it('asks anew for a page that was on its way when the timeline was reset', async () => {
    const { asked, fetch } = pages();
    const setup = await inGeneral(60, { fetch });
    const before = setup.room.loadOlder();
    await settled();
    await reconnected(setup);
    const { socket } = setup.network;
    socket.receive(joined(socket.last('join').id, messages(11, 60), { complete: false }));
    const after = setup.room.loadOlder();
    await settled();
    asked[0]?.answer({ messages: messages(1, 10), hasMore: false });
    asked[1]?.answer({ messages: messages(1, 10), hasMore: false });
    expect(await Promise.all([before, after])).toEqual([0, 10]);
  });

  it('edits, deletes and reacts over a live line only', async () => {
    const { room, network } = await inGeneral(1);
    const edited = room.edit('m1', 'new');
    network.socket.receive({ type: 'ack', id: network.socket.last('edit').id, rev: 2 });
    await expect(edited).resolves.toBe(2);
    const removed = room.remove('m1');
    const frame = network.socket.last('delete');
    network.socket.receive({ type: 'error', id: frame.id, code: 'forbidden', message: 'not yours' });
    await expect(removed).rejects.toMatchObject({ code: 'forbidden' });
    const cut = room.react('m1', '👍', true);
    network.socket.drop(1006);
    await expect(cut).rejects.toMatchObject({ code: 'closed' });
    await expect(room.react('m1', '👍', true)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('typing', () => {
  it('says so at most every 3 s, and stops 4 s after the last key', async () => {
    const { room, network, clock } = await inGeneral(1);
    const said = () => network.socket.frames('typing').map((frame) => frame.on);
    room.typing(true);
    clock.advance(1_000);
    room.typing(true);
    expect(said()).toEqual([true]);
    clock.advance(2_000);
    room.typing(true);
    expect(said()).toEqual([true, true]);
    clock.advance(4_000);
    expect(said()).toEqual([true, true, false]);
  });

  it('shows others until they stop, post, or 6 s pass', async () => {
    const { room, network, clock } = await inGeneral(1);
    const typed = (user: typeof BOB, on = true) =>
      network.socket.receive({ type: 'typing', room: GENERAL.id, user: { id: user.id, name: user.name }, on });
    typed(ANN);
    expect(room.typers).toEqual([]);
    typed(BOB);
    expect(room.typers).toEqual([{ id: BOB.id, name: 'Bob' }]);
    typed(BOB, false);
    expect(room.typers).toEqual([]);
    typed(BOB);
    network.socket.receive(push(2));
    expect(room.typers).toEqual([]);
    typed(BOB);
    clock.advance(6_000);
    expect(room.typers).toEqual([]);
  });

  it('shows nobody who was sent away, and nobody in a room that was archived', async () => {
    const { room, network } = await inGeneral(1);
    const user = { id: BOB.id, name: BOB.name };
    const typed = { type: 'typing', room: GENERAL.id, user, on: true } as const;
    network.socket.receive(typed, { type: 'member', room: GENERAL.id, user: BOB });
    expect(room.typers).toEqual([]);
    network.socket.receive(typed);
    expect(room.typers).toHaveLength(1);
    network.socket.receive({ type: 'room', room: { ...GENERAL, archived: true } });
    expect(room.typers).toEqual([]);
  });
});

describe('reading', () => {
  it('tells the server at most once in 500 ms, and only forward', async () => {
    const { room, network, clock } = await inGeneral(9);
    const told = () => network.socket.frames('read').map((frame) => frame.seq);
    room.markRead(3);
    room.markRead(5);
    room.markRead(4);
    room.markRead(6);
    expect(told()).toEqual([3]);
    clock.advance(500);
    expect(told()).toEqual([3, 6]);
    clock.advance(5_000);
    expect(told()).toEqual([3, 6]);
    expect(room.readSeq).toBe(6);
  });

  it('tells again what the last connection may have lost', async () => {
    const setup = await inGeneral(9);
    setup.room.markRead(7);
    await reconnected(setup, { rooms: [summary({ head: 9, read: 2, unread: 7 })] });
    expect(setup.network.socket.last('read').seq).toBe(7);
    expect(setup.client.rooms[0]).toMatchObject({ read: 7, unread: 2 });
  });

  it('tells again what the server could not take', async () => {
    const { room, network, clock } = await inGeneral(9);
    const told = () => network.socket.frames('read').map((frame) => frame.seq);
    room.markRead(7);
    const { id } = network.socket.last('read');
    network.socket.receive({
      type: 'error',
      id,
      code: 'unavailable',
      message: 'the disk is full',
      retryAfterMs: 1_000,
    });
    clock.advance(999);
    expect(told()).toEqual([7]);
    clock.advance(1);
    expect(told()).toEqual([7, 7]);
  });

  it('forgets how far one had read in another life of the database, also of a room that was never joined', async () => {
    const setup = await connected({}, { rooms: [summary({ head: 9, read: 7 })] });
    const room = setup.client.room('general');
    expect(room.readSeq).toBe(7);
    const server = { version: '1', now: 1_000_000, life: 'life-2' };
    await reconnected(setup, { server, rooms: [summary({ head: 9, read: 2, unread: 7 })] });
    expect(room.readSeq).toBe(2);
    expect(setup.network.socket.frames('read')).toEqual([]);
    expect(setup.client.rooms[0]).toMatchObject({ read: 2, unread: 7 });
  });

  it('follows the other devices of the user', async () => {
    const { room, network } = await inGeneral(9);
    network.socket.receive({ type: 'read', room: GENERAL.id, seq: 8 });
    expect(room.readSeq).toBe(8);
  });
});

describe('the list of rooms', () => {
  it('is ordered by name and follows activity, messages, reading and changes', async () => {
    const other = { ...GENERAL, id: 'room-2', slug: 'alpha', name: 'alpha' };
    const rooms = [summary({ head: 3, read: 3 }), summary({ ...other, head: 1 })];
    const { client, network } = await connected({}, { rooms });
    const { socket } = network;
    const room = client.room('general');
    void room.join();
    socket.receive(joined(socket.last('join').id, messages(1, 3)));
    expect(client.rooms.map((one) => one.name)).toEqual(['alpha', 'General']);

    socket.receive({ type: 'activity', room: 'room-2', seq: 4, unread: 2, mentions: 1 });
    expect(client.rooms[0]).toMatchObject({ head: 4, unread: 2, mentions: 1 });

    socket.receive(push(4), push(5, 5, { body: 'hi @ann' }), push(6, 6, { author: ANN }));
    expect(client.rooms[1]).toMatchObject({ head: 6, unread: 2, mentions: 1 });

    room.markRead(6);
    expect(client.rooms[1]).toMatchObject({ read: 6, unread: 0, mentions: 0 });

    socket.receive({ type: 'room', room: { ...other, name: 'Zeta' } });
    expect(client.rooms.map((one) => one.name)).toEqual(['General', 'Zeta']);
  });

  it('counts what came between hello and join', async () => {
    const { client, network } = await connected({}, { rooms: [summary({ head: 1, read: 1 })] });
    void client.room('general').join();
    network.socket.receive(joined(network.socket.last('join').id, messages(1, 3)));
    expect(client.rooms[0]).toMatchObject({ head: 3, unread: 2 });
  });
});

describe('the status of the user', () => {
  it('is sent again after every reconnect', async () => {
    const setup = await connected();
    setup.client.setStatus('dnd');
    expect(setup.network.socket.last('presence').status).toBe('dnd');
    await reconnected(setup, helloFrame());
    expect(setup.network.socket.last('presence').status).toBe('dnd');
  });
});
