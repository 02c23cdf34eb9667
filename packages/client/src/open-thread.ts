import type { Message, ThreadPage } from '@confab/protocol';
import type { Client } from './client.ts';
import { ClientError } from './client-error.ts';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import { createEmitter } from './events.ts';
import { createReadPointer } from './read-pointer.ts';
import { retryDelay } from './retry-delay.ts';
import type { RoomHandle, Row } from './room-handle.ts';
import { roomPath } from './room-path.ts';
import { createThreadReplies } from './thread-replies.ts';

/** How often the server is told how far one has read before that waits for the next message read: some ten minutes. */
const READ_TRIES = 25;

/** What a thread looks like now. Immutable: a new object for every change. */
export interface ThreadTimeline {
  /** Undefined until it is loaded. */
  root: Message | undefined;
  /** Replies by ascending `seq`, then pending and failed ones in the order they were written. */
  rows: readonly Row[];
  /** Whether there are replies before the first row. */
  hasOlder: boolean;
  status: 'loading' | 'ready' | 'failed';
  /** Why the thread could not be loaded. */
  error: ClientError | undefined;
  /** The read pointer as the server told it at opening; undefined for who does not follow the thread. */
  read: number | undefined;
  /** Whether the user hears of its replies. */
  following: boolean;
}

/** A handle on one thread of a room that is joined. */
export interface ThreadHandle {
  readonly timeline: ThreadTimeline;
  /** Posts a reply, through the room's outbox: like `room.send`. @param options toRoom: it stands in the room as well */
  send: (body: string, options?: { toRoom?: boolean }) => ReturnType<RoomHandle['send']>;
  /** Adds one page of older replies. Concurrent calls share one request. Rejects with ClientError. */
  loadOlder(): Promise<void>;
  /** Loads again after a failure. */
  retry(): void;
  /** Everything up to `seq` is read (coalesced, at most one request a 500 ms). */
  markRead(seq: number): void;
  /** Follows the thread from now on, or no longer, until the user replies or is mentioned. Rejects with ClientError. */
  follow(on: boolean): Promise<void>;
  /** Registers a listener; returns the function that removes it. */
  on(event: 'timeline', listener: (timeline: ThreadTimeline) => void): () => void;
  /** Stops listening to the room; tells a read pointer that waits. */
  close(): void;
}

/**
 * Opens a thread: loads its newest replies and keeps them up to date. Threads have one level: `rootId` is no reply.
 * @param room joined by the caller, or about to be; without it nothing new comes
 */
export function openThread(client: Client, room: RoomHandle, rootId: string, clock: Clock = systemClock): ThreadHandle {
  const { on, emit } = createEmitter<{ timeline: (timeline: ThreadTimeline) => void }>();
  const replies = createThreadReplies();
  const pointer = createReadPointer(clock, tellRead);
  let root = sentMessages(room).find(({ id }) => id === rootId);
  let status: ThreadTimeline['status'] = 'loading';
  let error: ClientError | undefined;
  let read: number | undefined;
  let following = false;
  let unsent = unsentRows(room, rootId);
  let timeline = compose();
  let scheduled = false;
  /** The load that counts: the answer to an abandoned one is ignored. */
  let loading: object | undefined;
  let older: Promise<void> | undefined;
  /** How often in a row the server could not take the read pointer. */
  let refusals = 0;
  /** What was told while a page of older replies is on its way: it may have been read before that. */
  let meanwhile = new Map<string, Message>();

  function path(): string {
    return `${roomPath(room.key)}/threads/${encodeURIComponent(rootId)}`;
  }

  function compose(): ThreadTimeline {
    const local = unsent.filter(({ id }) => !replies.has(id));
    return { root, rows: [...replies.rows(), ...local], hasOlder: replies.from > 0, status, error, read, following };
  }

  function changed(): void {
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      timeline = compose();
      emit('timeline', timeline);
    });
  }

  function take(message: Message): void {
    if (message.id === rootId) {
      if (message === root || message.rev < (root?.rev ?? 0)) return;
      root = message;
      changed();
    } else if (message.thread === rootId) {
      if (older) meanwhile.set(message.id, message);
      if (replies.put(message)) changed();
    }
  }

  function fetchPage(before?: number): Promise<ThreadPage> {
    const query = before === undefined ? '' : `?before=${before}`;
    return client.api.call<ThreadPage>('GET', `${path()}/messages${query}`);
  }

  function addPage(page: ThreadPage): void {
    take(page.root);
    replies.addPage(page.messages, page.hasMore ? (page.messages[0]?.seq ?? 0) : 0);
    changed();
  }

  async function load(): Promise<void> {
    const attempt = {};
    loading = attempt;
    try {
      const page = await fetchPage();
      if (loading !== attempt) return;
      read ??= page.read;
      following = page.read !== undefined;
      pointer.confirm(page.read ?? 0);
      status = 'ready';
      error = undefined;
      addPage(page);
    } catch (failure) {
      if (loading !== attempt) return;
      status = 'failed';
      error = failure instanceof ClientError ? failure : new ClientError('unreachable', String(failure));
      changed();
    }
  }

  async function addOlder(): Promise<void> {
    const asOf = loading;
    meanwhile = new Map();
    const page = await fetchPage(replies.from);
    // A thread that was loaded anew meanwhile may begin elsewhere: the page would leave a hole.
    if (loading !== asOf) return;
    addPage(page);
    for (const message of meanwhile.values()) replies.put(message);
  }

  function reload(): void {
    replies.clear();
    status = 'loading';
    changed();
    void load();
  }

  function tellRead(seq: number): boolean {
    client.api.call('PUT', `${path()}/read`, { seq }).then(
      () => {
        refusals = 0;
      },
      (failure: unknown) => {
        const delay = failure instanceof ClientError ? retryDelay(failure, refusals, Math.random) : undefined;
        refusals += 1;
        // Beyond that it is told with the next one read.
        if (delay !== undefined && refusals < READ_TRIES) pointer.retry(delay);
      },
    );
    return true;
  }

  const stops = [
    room.on('message', take),
    client.on('thread', ({ thread, unfollowed }) => {
      if (thread !== rootId || following === !unfollowed) return;
      following = !unfollowed;
      changed();
    }),
    room.on('timeline', () => {
      // A reply that was acknowledged is among the room's rows before its push comes.
      for (const message of sentMessages(room)) if (message.id === rootId || message.thread === rootId) take(message);
      const before = unsent;
      unsent = unsentRows(room, rootId);
      if (before.length !== unsent.length || before.some((row, i) => row !== unsent[i])) changed();
    }),
    room.on('resumed', ({ complete }) => {
      if (!complete) reload();
    }),
    room.on('status', (next) => {
      if (next === 'live' && status === 'failed') reload();
    }),
  ];
  void load();

  return {
    get timeline() {
      return timeline;
    },
    send: (body, options) => room.send(body, { ...options, thread: rootId }),
    loadOlder() {
      older ??= addOlder().finally(() => {
        older = undefined;
      });
      return older;
    },
    retry: reload,
    markRead: (seq) => {
      pointer.advance(seq);
    },
    follow: (on) => client.api.call(on ? 'PUT' : 'DELETE', `${path()}/follow`),
    on,
    close() {
      loading = undefined;
      for (const stop of stops) stop();
      pointer.flush();
    },
  };
}

/** What was written here and is not acknowledged, or was refused. */
function unsentRows(room: RoomHandle, rootId: string): Row[] {
  return room.timeline.unsent.filter((row) => row.status !== 'sent' && row.entry.thread === rootId);
}

function sentMessages(room: RoomHandle): Message[] {
  const { rows, latest } = room.timeline;
  return [...rows, ...latest].flatMap((row) => (row.status === 'sent' ? [row.message] : []));
}
