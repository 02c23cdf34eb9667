import type { FollowedThread, ThreadPush } from '@confab/protocol';
import { expect, it } from 'vitest';
import { watchThreads } from '../src/watch-threads.ts';
import { setUp } from './connected-client.ts';
import { exchanged, fakeApi } from './fake-api.ts';
import { message } from './samples.ts';

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
  const threads = watchThreads(setup.client, () => undefined, setup.clock);
  void setup.client.connect();
  setup.network.socket.greet();
  await exchanged();
  asked[0]?.answer({ threads: [thread(1, 10), thread(2, 8)], hasMore: true });
  await exchanged();
  const unread = () => threads.list.map((one) => `${one.root.id}:${one.unread}`).join(' ');
  return { ...setup, threads, asked, unread };
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
  const { threads, asked, unread } = await watching();
  const more = threads.loadOlder();
  await exchanged();
  expect(asked[1]?.path).toBe('/api/threads?before=8');
  asked[1]?.answer({ threads: [thread(2, 8), thread(3, 5)], hasMore: false });
  expect(await more).toBe(false);
  expect(unread()).toBe('m1:0 m2:0 m3:0');
});
