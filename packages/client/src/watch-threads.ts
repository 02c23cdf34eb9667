import type { FollowedThread, Message, ThreadList, ThreadPush } from '@confab/protocol';
import type { Client } from './client.ts';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';

/** News gathered before the list is read again, ms. */
const GATHER_MS = 300;

/** The threads that the user follows, kept up to date. */
export interface FollowedThreads {
  /** The latest reply first; the newest 50, and what was loaded beyond. */
  readonly list: readonly FollowedThread[];
  /** Adds a page of older ones. Rejects with ClientError. */
  loadOlder(): Promise<void>;
  /** The user reads a thread up to `seq` here: what is told of it before the server knows does not make it unread. */
  read(root: string, seq: number): void;
  stop(): void;
}

/**
 * Watches the threads that the user follows, from the next `hello` on.
 * @param changed gets the new list, and whether there are older threads beyond it
 */
export function watchThreads(
  client: Client,
  changed: (list: readonly FollowedThread[], hasOlder: boolean) => void,
  clock: Clock = systemClock,
): FollowedThreads {
  let list: readonly FollowedThread[] = [];
  let hasOlder = false;
  let timer: unknown;
  let reading: object | undefined;
  /** Nothing of what is held counts any more: somebody may have been away, or be somebody else. */
  let stale = false;
  /** Another object from each `hello` on, and after the end: a page that was asked for before is of the past. */
  let begun = {};
  let reader = client.user?.id;
  /** How far the reader has read threads here, by the root's id. */
  let readHere = new Map<string, number>();

  function set(next: readonly FollowedThread[]): void {
    const read = next.map((one) => {
      const isRead = (readHere.get(one.root.id) ?? 0) >= (one.root.threadState?.lastSeq ?? 0);
      return isRead && one.unread > 0 ? { ...one, unread: 0, mentions: 0 } : one;
    });
    list = read.sort((a, b) => lastAt(b) - lastAt(a));
    changed(list, hasOlder);
  }

  async function refresh(): Promise<void> {
    const attempt = {};
    reading = attempt;
    // Without an answer the list stays as it is: the next news asks again.
    const answer = await client.api.call<ThreadList>('GET', '/api/threads').catch(() => undefined);
    if (!answer || reading !== attempt) return;
    const { threads, hasMore } = answer;
    const older = stale || !hasMore ? [] : olderThan(threads);
    stale = false;
    if (older.length === 0) hasOlder = hasMore;
    set([...threads, ...older]);
  }

  /** What was loaded beyond the newest threads. */
  function olderThan(newest: readonly FollowedThread[]): readonly FollowedThread[] {
    const known = new Set(newest.map(({ root }) => root.id));
    return list.filter((one) => !known.has(one.root.id) && lastAt(one) < lastAt(newest.at(-1)));
  }

  function refreshSoon(): void {
    clock.clearTimeout(timer);
    timer = clock.setTimeout(() => void refresh(), GATHER_MS);
  }

  function heard({ thread, last, mention, unfollowed, ...push }: ThreadPush): void {
    // An answer that is on its way may hold it still.
    if (unfollowed) {
      set(list.filter(({ root }) => root.id !== thread));
      refreshSoon();
      return;
    }
    const read = Math.max(push.read, readHere.get(thread) ?? 0);
    const known = list.find(({ root }) => root.id === thread);
    if (known) set(list.map((one) => (one === known ? withNews(one, last, read, mention === true) : one)));
    // One follows from one's own first reply on, of which nothing is unread.
    if (last > read || !known) refreshSoon();
  }

  /** A root as it is now: how many replies it has, one's own among them, or its text. */
  function rootChanged(root: Message): void {
    const known = list.find((one) => one.root.id === root.id);
    if (!known || root.rev <= known.root.rev) return;
    const others = list.filter((one) => one !== known);
    // Without a reply it is no thread.
    set(root.threadState ? [...others, { ...known, root }] : others);
  }

  const stops = [
    client.on('thread', heard),
    client.on('push', (push) => {
      if (push.type === 'message') rootChanged(push);
    }),
    client.on('user', ({ id }) => {
      if (reader !== undefined && id !== reader) {
        readHere = new Map();
        set([]);
      }
      reader = id;
      stale = true;
      begun = {};
      void refresh();
    }),
    client.on('room', ({ id }, removed) => {
      if (removed) set(list.filter(({ root }) => root.room !== id));
    }),
  ];
  return {
    get list() {
      return list;
    },
    async loadOlder() {
      const query = list.length === 0 ? '' : `?before=${lastAt(list.at(-1))}`;
      const asOf = begun;
      const { threads, hasMore } = await client.api.call<ThreadList>('GET', `/api/threads${query}`);
      if (asOf !== begun) return;
      const known = new Set(list.map(({ root }) => root.id));
      hasOlder = hasMore;
      set([...list, ...threads.filter(({ root }) => !known.has(root.id))]);
    },
    read(root, seq) {
      readHere.set(root, Math.max(seq, readHere.get(root) ?? 0));
      const known = list.find((one) => one.root.id === root);
      if (known && known.unread > 0) set(list);
    },
    stop() {
      reading = undefined;
      begun = {};
      clock.clearTimeout(timer);
      for (const stop of stops) stop();
    },
  };
}

function lastAt(thread: FollowedThread | undefined): number {
  return thread?.root.threadState?.lastAt ?? 0;
}

// How many are unread says the list that is read next; whether any are is known now.
function withNews(thread: FollowedThread, last: number, read: number, mention: boolean): FollowedThread {
  if (last <= read) return { ...thread, read, unread: 0, mentions: 0 };
  const { unread, mentions } = thread;
  return { ...thread, read, unread: Math.max(1, unread), mentions: mention ? mentions + 1 : mentions };
}
