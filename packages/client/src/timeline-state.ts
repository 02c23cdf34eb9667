import type { Message, User } from '@confab/protocol';
import type { MessageRun } from './message-run.ts';
import type { OutboxEntry } from './outbox-storage.ts';
import type { Timeline } from './room-handle.ts';

/** What `join` sends to get everything since. */
export interface Cursor {
  readonly since: number;
  /** The message that had that `rev`; unknown where the newest page did not hold it. */
  readonly sinceId?: string;
  readonly life: string;
}

/** A timeline with what it takes to go on from it. */
export interface TimelineState extends Timeline {
  /** The messages in `rows`. */
  readonly shown: MessageRun;
  /** The newest messages, kept up to date while `shown` ends before them; undefined while it holds them itself. */
  readonly newest: MessageRun | undefined;
  readonly bounds: Bounds;
  /** Undefined before the first join, and where what is held cannot be continued. */
  readonly cursor: Cursor | undefined;
  /** Acknowledged messages of this client whose push has not come yet, by id: `rev` ahead of the cursor. */
  readonly acked: ReadonlyMap<string, Message>;
}

export type TimelineEvent =
  /** The reply to a join; `resumed` says whether it was sent with the cursor. */
  | {
      type: 'joined';
      messages: readonly Message[];
      rev: number;
      seq: number;
      complete: boolean;
      resumed: boolean;
      life: string;
    }
  /**
   * Pushed changes, in the order they came. Applied up to the first hole in `rev`; the caller sees it in `rev`.
   * `following`: the reader is at the end.
   */
  | { type: 'changes'; messages: readonly Message[]; following: boolean }
  /** A page of history that ends right before the first row. */
  | { type: 'older'; messages: readonly Message[] }
  /** A page that begins right after the last row. */
  | { type: 'newer'; messages: readonly Message[] }
  /** A page from anywhere, to be shown in place of what was. */
  | { type: 'around'; messages: readonly Message[] }
  /** Back to the newest messages. */
  | { type: 'latest' }
  /** Written here, not acknowledged; or, with a `failure`, refused for good. Replaces the entry's row. */
  | { type: 'queued'; entry: OutboxEntry }
  /** The server stored an entry as `message`. */
  | { type: 'acked'; message: Message; live: boolean }
  | { type: 'discarded'; id: string }
  /** Somebody is called or looks otherwise now. */
  | { type: 'renamed'; user: User };

/** How many messages are held, so that memory and work stay the same in a room of any age. */
interface Bounds {
  /** Of those shown; what is farther from the reader is let go, and can be loaded again. */
  readonly shown: number;
  /** So many more may come at the end before the oldest go: not one by one. */
  readonly slack: number;
  /** Of the newest, while others are shown. */
  readonly newest: number;
}

const NOTHING: MessageRun = { first: 1, rows: [] };

export const EMPTY_TIMELINE: TimelineState = {
  rows: [],
  hasOlder: false,
  hasNewer: false,
  latest: [],
  rev: 0,
  head: 0,
  shown: NOTHING,
  newest: undefined,
  bounds: { shown: 1_500, slack: 200, newest: 100 },
  unsent: [],
  cursor: undefined,
  acked: new Map(),
};
