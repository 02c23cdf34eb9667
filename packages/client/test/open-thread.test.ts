import type { Message, ThreadPage } from '@confab/protocol';
import { describe, expect, it } from 'vitest';
import { openThread, type ThreadHandle } from '../src/open-thread.ts';
import { inGeneral, reconnected } from './connected-client.ts';
import { exchanged, fakeApi } from './fake-api.ts';
import { settled } from './manual-clock.ts';
import { joined, message, push } from './samples.ts';

const ROOT = 'm1';
const reply = (seq: number, rev = seq, changes: Partial<Message> = {}) =>
  message(seq, rev, { thread: ROOT, ...changes });

function page(messages: Message[], more: Partial<ThreadPage> = {}): ThreadPage {
  return { root: message(1), messages, hasMore: false, ...more };
}

function ids(thread: ThreadHandle): string {
  return thread.timeline.rows.map(({ id }) => id).join(' ');
}

/** The thread of m1, open in a room of three messages; its first page is asked for. */
async function open() {
  const { asked, fetch } = fakeApi();
  const setup = await inGeneral(3, { fetch });
  const thread = openThread(setup.client, setup.room, ROOT, setup.clock);
  await exchanged();
  return { ...setup, thread, asked };
}

async function ready(first: ThreadPage) {
  const setup = await open();
  setup.asked[0]?.answer(first);
  await exchanged();
  return setup;
}

describe('following', () => {
  it('is as the server says: at opening, and whenever it changes', async () => {
    const { thread, network } = await ready(page([reply(4)], { read: 4 }));
    expect(thread.timeline.following).toBe(true);
    const told = { type: 'thread', room: 'room-1', thread: ROOT, last: 4, read: 4 } as const;
    network.socket.receive({ ...told, unfollowed: true });
    await settled();
    expect(thread.timeline.following).toBe(false);
    network.socket.receive(told);
    await settled();
    expect(thread.timeline.following).toBe(true);
  });

  it('is asked for, or ended, over HTTP', async () => {
    const { thread, asked } = await ready(page([reply(4)]));
    expect(thread.timeline.following).toBe(false);
    void thread.follow(true);
    void thread.follow(false);
    await exchanged();
    expect(asked.slice(1).map(({ method, path }) => `${method} ${path}`)).toEqual([
      'PUT /api/rooms/room-1/threads/m1/follow',
      'DELETE /api/rooms/room-1/threads/m1/follow',
    ]);
  });
});

describe('a thread that opens', () => {
  it('asks for its newest replies, and shows them by seq', async () => {
    const { thread, asked } = await open();
    expect(asked[0]).toMatchObject({ method: 'GET', path: '/api/rooms/room-1/threads/m1/messages' });
    expect(thread.timeline).toMatchObject({ status: 'loading', rows: [] });
    asked[0]?.answer(page([reply(4), reply(6)], { read: 4 }));
    await exchanged();
    expect(thread.timeline).toMatchObject({ status: 'ready', root: { id: ROOT }, hasOlder: false, read: 4 });
    expect(ids(thread)).toBe('m4 m6');
  });

  it('keeps what comes meanwhile, each reply in its newest state', async () => {
    const { thread, asked, network } = await open();
    network.socket.receive(push(4, 4, { thread: ROOT }));
    network.socket.receive(push(4, 5, { thread: ROOT, body: 'edited' }));
    network.socket.receive(push(5, 6));
    await settled();
    asked[0]?.answer(page([reply(4)]));
    await exchanged();
    expect(ids(thread)).toBe('m4');
    expect(thread.timeline.rows[0]).toMatchObject({ message: { body: 'edited' } });
  });

  it('says why it did not, and loads when asked again', async () => {
    const { thread, asked } = await open();
    asked[0]?.refuse(404, 'message_not_found');
    await exchanged();
    expect(thread.timeline).toMatchObject({ status: 'failed', error: { code: 'message_not_found' } });
    thread.retry();
    await exchanged();
    asked[1]?.answer(page([reply(4)]));
    await exchanged();
    expect(thread.timeline).toMatchObject({ status: 'ready', error: undefined });
  });
});

describe('an open thread', () => {
  it('takes new replies, edits and changes of its root, and nothing else', async () => {
    const { thread, network } = await ready(page([]));
    network.socket.receive(push(4, 4, { thread: ROOT }));
    network.socket.receive(push(1, 5, { threadState: { count: 1, lastAt: 4, lastSeq: 4, users: ['u-bob'] } }));
    network.socket.receive(push(5, 6, { thread: 'm2' }));
    await settled();
    expect(ids(thread)).toBe('m4');
    expect(thread.timeline.root?.threadState?.count).toBe(1);
  });

  it('shows a reply at once, and keeps its row until the server has it', async () => {
    const { thread, network } = await ready(page([]));
    void thread.send('hello');
    await settled();
    expect(thread.timeline.rows).toMatchObject([{ status: 'pending', entry: { thread: ROOT, body: 'hello' } }]);
    const { id } = network.socket.last('message');
    expect(network.socket.last('message')).toMatchObject({ thread: ROOT });
    network.socket.receive({ type: 'ack', id, seq: 4, rev: 4, at: 4 });
    await settled();
    expect(thread.timeline.rows).toMatchObject([{ status: 'sent', id, message: { seq: 4 } }]);
    network.socket.receive(push(4, 4, { id, thread: ROOT, body: 'hello' }));
    await settled();
    expect(thread.timeline.rows).toHaveLength(1);
  });

  it('loads older replies once for all who ask', async () => {
    const { thread, asked } = await ready(page([reply(6), reply(8)], { hasMore: true }));
    expect(thread.timeline.hasOlder).toBe(true);
    const both = [thread.loadOlder(), thread.loadOlder()];
    await exchanged();
    expect(asked.slice(1).map(({ path }) => path)).toEqual(['/api/rooms/room-1/threads/m1/messages?before=6']);
    asked[1]?.answer(page([reply(4)]));
    await Promise.all(both);
    await settled();
    expect(ids(thread)).toBe('m4 m6 m8');
    expect(thread.timeline.hasOlder).toBe(false);
  });

  it('keeps what changes in older replies while their page is on its way', async () => {
    const { thread, asked, network } = await ready(page([reply(3)], { hasMore: true }));
    const older = thread.loadOlder();
    await exchanged();
    network.socket.receive(push(2, 4, { thread: ROOT, body: '', deleted: true }));
    await settled();
    asked[1]?.answer(page([reply(2)]));
    await older;
    await settled();
    expect(thread.timeline.rows[0]).toMatchObject({ message: { id: 'm2', deleted: true } });
  });

  it('has no hole where it was loaded anew while an older page was on its way', async () => {
    const setup = await ready(page([reply(3)], { hasMore: true }));
    const { thread, asked, network } = setup;
    const older = thread.loadOlder();
    await exchanged();
    await reconnected(setup);
    const { id } = network.socket.last('join');
    network.socket.receive(joined(id, [message(60)], { seq: 60, complete: false }));
    await exchanged();
    asked[2]?.answer(page([reply(58)], { hasMore: true }));
    await exchanged();
    asked[1]?.answer(page([reply(2)]));
    await older;
    await settled();
    expect(ids(thread)).toBe('m58');
    expect(thread.timeline.hasOlder).toBe(true);
  });

  it('leaves out changes of replies that are not loaded', async () => {
    const { thread, network } = await ready(page([reply(3, 3)], { hasMore: true }));
    network.socket.receive(push(2, 4, { thread: ROOT, body: 'edited' }));
    await settled();
    expect(ids(thread)).toBe('m3');
  });

  it('is loaded anew after a gap', async () => {
    const setup = await ready(page([reply(3)]));
    const { thread, asked, network } = setup;
    await reconnected(setup);
    const { id } = network.socket.last('join');
    network.socket.receive(joined(id, [message(60)], { seq: 60, complete: false }));
    await exchanged();
    asked[1]?.answer(page([reply(58)], { hasMore: true }));
    await exchanged();
    expect(ids(thread)).toBe('m58');
  });

  it('tells how far it is read, and not more often than twice a second', async () => {
    const { thread, asked, clock } = await ready(page([reply(4), reply(5), reply(6)], { read: 4 }));
    thread.markRead(4);
    thread.markRead(5);
    thread.markRead(6);
    const told = () => asked.slice(1).map(({ method, path, body }) => [method, path, body]);
    await exchanged();
    expect(told()).toEqual([['PUT', '/api/rooms/room-1/threads/m1/read', { seq: 5 }]]);
    clock.advance(500);
    await exchanged();
    expect(told().slice(1)).toEqual([['PUT', '/api/rooms/room-1/threads/m1/read', { seq: 6 }]]);
  });

  it('tells again what was lost with the line, also where it is closed by then', async () => {
    const { thread, asked, clock } = await ready(page([reply(4), reply(5)], { read: 4 }));
    thread.markRead(5);
    thread.close();
    await exchanged();
    asked[1]?.refuse(503, 'unavailable');
    await exchanged();
    clock.advance(30_000);
    await exchanged();
    expect(asked.slice(2).map(({ method, body }) => [method, body])).toEqual([['PUT', { seq: 5 }]]);
    asked[2]?.refuse(404, 'room_not_found');
    await exchanged();
    clock.advance(30_000);
    await exchanged();
    expect(asked).toHaveLength(3);
  });

  it('is quiet once closed', async () => {
    const { thread, network } = await ready(page([]));
    let told = 0;
    thread.on('timeline', () => {
      told += 1;
    });
    thread.close();
    network.socket.receive(push(4, 4, { thread: ROOT }));
    await settled();
    expect(told).toBe(0);
  });
});
