import type { Attachment, Message, PresentMember, Room, RoomRole, User } from '@confab/protocol';
import type { ClientError } from './client-error.ts';
import type { OutboxEntry, SendFailure } from './outbox-storage.ts';

/** One row of a timeline. `id` is the message's own and stays the same from pending to sent. */
export type Row =
  | { status: 'sent'; id: string; message: Message }
  | { status: 'pending'; id: string; entry: OutboxEntry }
  | { status: 'failed'; id: string; entry: OutboxEntry; failure: SendFailure };

/** What a room looks like now. Immutable: a new object for every change, unchanged rows keep their identity. */
export interface Timeline {
  /**
   * Sent rows by ascending `seq` without holes, some 1,500 at most; then, behind the newest message only, pending and
   * failed ones in the order they were written.
   */
  rows: readonly Row[];
  /** Whether history before the first row exists on the server. */
  hasOlder: boolean;
  /** Whether messages after the last row exist: `rows` show a place in history. */
  hasNewer: boolean;
  /** The newest messages while `rows` end before them, some hundred; else empty. They may overlap with `rows`. */
  latest: readonly Row[];
  /** The pending and failed rows, whatever `rows` show. */
  unsent: readonly Row[];
  /** The cursor: everything up to this `rev` is in. */
  rev: number;
  /** `seq` of the newest message known, 0 in an empty room. */
  head: number;
}

/** Where a room stands with the server. */
export type RoomStatus =
  /** Not joined on this connection; the timeline is what was last known. */
  | 'idle'
  | 'joining'
  | 'live'
  /** The server refused the join: see `room.error`. */
  | 'refused';

/** What a room tells. */
export interface RoomEvents {
  /** Rows, `hasOlder` or the cursor changed. At most once a microtask turn. */
  timeline: (timeline: Timeline) => void;
  /** A message came or changed: pushed, or missed and replayed by a join. Also one that the timeline doesn't hold. */
  message: (message: Message) => void;
  status: (status: RoomStatus) => void;
  info: (room: Room) => void;
  /** Who is online here, ordered by name. */
  presence: (members: readonly PresentMember[]) => void;
  /** Who types now, oneself excluded, in the order they began. */
  typing: (users: readonly { id: string; name: string }[]) => void;
  /** Somebody was let in, got another role or (undefined) was sent away. */
  member: (user: User, role: RoomRole | undefined) => void;
  /** The read pointer moved: here or on another device. */
  read: (seq: number) => void;
  /**
   * Joined again after a gap. `missed` messages of others came; complete false means older ones were dropped, of which one's
   * own count as well.
   */
  resumed: (result: { missed: number; complete: boolean }) => void;
}

/** A handle on one room; the same object for the same room. */
export interface RoomHandle {
  /** The id once known, else what it was asked for by. */
  readonly key: string;
  readonly info: Room | undefined;
  readonly status: RoomStatus;
  readonly error: ClientError | undefined;
  readonly timeline: Timeline;
  readonly presence: readonly PresentMember[];
  readonly typers: readonly { id: string; name: string }[];
  /** The read pointer, 0 while unknown. */
  readonly readSeq: number;
  /** Joins now and after every reconnect, from the cursor, until `leave()`. Resolves when live; rejects with ClientError. */
  join(): Promise<void>;
  /** No more pushes; the timeline is kept and a later join resumes from it. */
  leave(): Promise<void>;
  /**
   * Posts. The row is in the timeline (pending) and in the outbox before this returns; the promise settles with the
   * server's answer, possibly after reconnects. Rejects with ClientError where the server refuses for good.
   * @param body may be empty where there are attachments; those are what `uploadFile` has resolved with
   */
  send(
    body: string,
    options?: { replyTo?: string; thread?: string; toRoom?: boolean; attachments?: readonly Attachment[] },
  ): Promise<{ id: string; seq: number; rev: number }>;
  /** Sends a failed row again, same id. */
  retry(id: string): void;
  /** Drops a failed or pending row from timeline and outbox. */
  discard(id: string): void;
  /**
   * Edits, deletions and reactions need a live connection: they reject with `unavailable` without one. They resolve with the
   * message's `rev`: the one it had where nothing has changed by it.
   */
  edit(message: string, body: string): Promise<number>;
  remove(message: string): Promise<number>;
  react(message: string, emoji: string, on: boolean): Promise<number>;
  /** Called at every keystroke: sends at most every 3 s, and the stop after 4 s without a call or with `false`. */
  typing(on: boolean): void;
  /** Moves the read pointer forward (coalesced, at most one frame a 500 ms). */
  markRead(seq: number): void;
  /**
   * Prepends one page of history; beyond 1,500 rows, as many go at the other end. Concurrent calls share one request.
   * Resolves with the number of messages added.
   */
  loadOlder(limit?: number): Promise<number>;
  /** The same after the last row, until it is the newest message again. */
  loadNewer(limit?: number): Promise<number>;
  /**
   * Sees to it that a message of any age is among the rows, with those around it. Only the last call counts. Rejects
   * with `message_not_found`.
   */
  jumpTo(message: string): Promise<void>;
  /** Shows the newest messages again, at once. */
  toLatest(): void;
  /**
   * Whether the reader is at the end, as is assumed: then the oldest rows are let go when there are too many. Otherwise
   * they stay, and new messages are no longer added, but kept as `latest`.
   */
  follow(on: boolean): void;
  /** Registers a listener; returns the function that removes it. */
  on<E extends keyof RoomEvents>(event: E, listener: RoomEvents[E]): () => void;
}
