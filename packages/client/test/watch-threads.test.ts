import type { FollowedThread, ThreadPush } from '@confab/protocol';
import { expect, it } from 'vitest';
import { watchThreads } from '../src/watch-threads.ts';
import { reconnected, setUp } from './connected-client.ts';
import { exchanged, fakeApi } from './fake-api.ts';
import { BOB, GENERAL, message } from './samples.ts';

function thread(seq: number, lastSeq: number, fields: Partial<FollowedThread> = {}): FollowedThread {
  const root = message(seq, lastSeq, { threadState: { count: 1, lastAt: lastSeq, lastSeq, users: [] } });
  return { root, read: lastSeq, unread: 0, mentions: 0, ...fields };
}
const news = (root: string, last: number, read: number): ThreadPush => ({
  type: 'thread',
  room: 'room-1',
  thread: root,
  last,
  read,
});

/** Watches two threads, both read. */
async function watching() {
  const { asked, fetch } = fakeApi();
  const setup = setUp({ fetch });
  let hasOlder = false;
  const changed = (_list: unknown, more: boolean) => {
    hasOlder = more;
  };
  const threads = watchThreads(setup.client, changed, setup.clock);
  void setup.client.connect();
  setup.network.socket.greet();
  await exchanged();
  asked[0]?.answer({ threads: [thread(1, 10), thread(2, 8)], hasMore: true });
  await exchanged();
  const unread = () => threads.list.map((one) => `${one.root.id}:${one.unread}`).join(' ');
  return { ...setup, threads, asked, unread, hasOlder: () => hasOlder };
}

it('asks at every hello, and marks a thread unread at once when there is news of it', async () => {
  const { asked, network, clock, unread } = await watching();
  expect(asked[0]?.path).toBe('/api/threads');
  expect(unread()).toBe('m1:0 m2:0');
  network.socket.receive(news('m2', 12, 8));
  expect(unread()).toBe('m1:0 m2:1');
  clock.advance(300);
  await exchanged();
  asked[1]?.answer({ threads: [thread(2, 13, { unread: 2, read: 8 }), thread(1, 10)], hasMore: true });
  await exchanged();
  expect(unread()).toBe('m2:2 m1:0');
});

it('lists a thread that one has just replied in for the first time', async () => {
  const { asked, network, clock, unread } = await watching();
  network.socket.receive(news('m3', 14, 14));
  clock.advance(300);
  await exchanged();
  asked[1]?.answer({ threads: [thread(3, 14), thread(1, 10), thread(2, 8)], hasMore: true });
  await exchanged();
  expect(unread()).toBe('m3:0 m1:0 m2:0');
});

it('counts one’s own later replies, the latest first', async () => {
  const { network, threads } = await watching();
  const threadState = { count: 2, lastAt: 14, lastSeq: 14, users: [] };
  network.socket.receive({ type: 'message', ...message(2, 15, { threadState }) });
  network.socket.receive(news('m2', 14, 14));
  expect(threads.list.map(({ root }) => `${root.id}:${root.threadState?.count}`)).toEqual(['m2:2', 'm1:1']);
});

it('takes a thread for read when it was read elsewhere, without asking', async () => {
  const { asked, network, clock, unread } = await watching();
  network.socket.receive(news('m2', 12, 8));
  network.socket.receive(news('m2', 12, 12));
  expect(unread()).toBe('m1:0 m2:0');
  clock.advance(300);
  await exchanged();
  expect(asked).toHaveLength(2);
});

it('does not take a thread for unread that is being read here', async () => {
  const { threads, asked, network, clock, unread } = await watching();
  threads.read('m2', 12);
  network.socket.receive(news('m2', 12, 8));
  expect(unread()).toBe('m1:0 m2:0');
  clock.advance(300);
  await exchanged();
  expect(asked).toHaveLength(1);
});

it('adds older threads, each once', async () => {
  const { threads, asked, unread, hasOlder } = await watching();
  expect(hasOlder()).toBe(true);
  const more = threads.loadOlder();
  await exchanged();
  expect(asked[1]?.path).toBe('/api/threads?before=8');
  asked[1]?.answer({ threads: [thread(2, 8), thread(3, 5)], hasMore: false });
  await more;
  expect(hasOlder()).toBe(false);
  expect(unread()).toBe('m1:0 m2:0 m3:0');
});

it('keeps the older threads that were loaded when there is news', async () => {
  const { threads, asked, network, clock, unread, hasOlder } = await watching();
  const more = threads.loadOlder();
  await exchanged();
  asked[1]?.answer({ threads: [thread(3, 5), thread(4, 4)], hasMore: false });
  await more;
  network.socket.receive(news('m4', 12, 4));
  clock.advance(300);
  await exchanged();
  asked[2]?.answer({ threads: [thread(4, 12, { unread: 1, read: 4 }), thread(1, 10)], hasMore: true });
  await exchanged();
  expect(unread()).toBe('m4:1 m1:0 m2:0 m3:0');
  expect(hasOlder()).toBe(false);
});

it('drops what is no longer among the threads, once the answer holds all of them', async () => {
  const { asked, network, clock, unread } = await watching();
  network.socket.receive(news('m1', 12, 10));
  clock.advance(300);
  await exchanged();
  asked[1]?.answer({ threads: [thread(1, 12, { unread: 1, read: 10 })], hasMore: false });
  await exchanged();
  expect(unread()).toBe('m1:1');
});

it('begins anew at every hello: what was loaded beyond may have changed', async () => {
  const setup = await watching();
  const { threads, asked, unread, hasOlder } = setup;
  const more = threads.loadOlder();
  await exchanged();
  asked[1]?.answer({ threads: [thread(3, 5)], hasMore: false });
  await more;
  await reconnected(setup);
  await exchanged();
  asked[2]?.answer({ threads: [thread(1, 10), thread(2, 8)], hasMore: true });
  await exchanged();
  expect(unread()).toBe('m1:0 m2:0');
  expect(hasOlder()).toBe(true);
});

it('begins anew also where news comes before the answer', async () => {
  const setup = await watching();
  const { threads, asked, clock, unread } = setup;
  const more = threads.loadOlder();
  await exchanged();
  asked[1]?.answer({ threads: [thread(3, 5)], hasMore: false });
  await more;
  await reconnected(setup);
  setup.network.socket.receive(news('m1', 12, 10));
  clock.advance(300);
  await exchanged();
  expect(asked).toHaveLength(4);
  asked[3]?.answer({ threads: [thread(1, 12, { unread: 1, read: 10 }), thread(2, 8)], hasMore: true });
  await exchanged();
  expect(unread()).toBe('m1:1 m2:0');
});

it('lets go of a thread that one follows no longer, and asks what is there in its place', async () => {
  const { asked, network, clock, unread } = await watching();
  network.socket.receive({ ...news('m2', 12, 12), unfollowed: true });
  expect(unread()).toBe('m1:0');
  clock.advance(300);
  await exchanged();
  asked[1]?.answer({ threads: [thread(1, 10), thread(3, 5)], hasMore: false });
  await exchanged();
  expect(unread()).toBe('m1:0 m3:0');
});

it('lets go of the threads of a room that one is no longer in', async () => {
  const { network, unread } = await watching();
  network.socket.receive(news('m2', 12, 8));
  expect(unread()).toBe('m1:0 m2:1');
  network.socket.receive({ type: 'room', room: { ...GENERAL, topic: 'new' } });
  expect(unread()).toBe('m1:0 m2:1');
  network.socket.receive({ type: 'room', room: GENERAL, removed: true });
  expect(unread()).toBe('');
});

it('tells no page of older threads to whoever comes next', async () => {
  const setup = await watching();
  const { threads, asked, unread, hasOlder } = setup;
  const more = threads.loadOlder();
  await exchanged();
  await reconnected(setup, { user: BOB });
  asked[2]?.answer({ threads: [thread(5, 7)], hasMore: false });
  await exchanged();
  asked[1]?.answer({ threads: [thread(3, 5)], hasMore: true });
  await more;
  expect(unread()).toBe('m5:0');
  expect(hasOlder()).toBe(false);
});

it('tells nothing any more once it was stopped', async () => {
  const { threads, asked, unread } = await watching();
  const more = threads.loadOlder();
  await exchanged();
  threads.stop();
  asked[1]?.answer({ threads: [thread(3, 5)], hasMore: false });
  await more;
  expect(unread()).toBe('m1:0 m2:0');
});

it('shows nothing of somebody else, and does not take for read what they have read', async () => {
  const setup = await watching();
  setup.threads.read('m2', 12);
  await reconnected(setup, { user: BOB });
  expect(setup.unread()).toBe('');
  setup.asked[1]?.answer({ threads: [thread(2, 12, { unread: 2, read: 8 })], hasMore: false });
  await exchanged();
  expect(setup.unread()).toBe('m2:2');
});
