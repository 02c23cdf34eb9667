import type { Message } from './message.ts';

/** What a root shows of its thread. */
export interface ThreadState {
  /** Replies, deleted ones not counted; at least 1. */
  count: number;
  /** When the newest of them was written, Unix milliseconds. */
  lastAt: number;
  /** Its `seq`. */
  lastSeq: number;
  /** The ids of those who replied last, each once, the latest first; 5 at most. */
  users: string[];
}

/**
 * Server → client: news of a thread that the user follows, or the user has read it elsewhere, or follows it from now on,
 * or no longer. At most one a second a thread.
 */
export interface ThreadPush {
  type: 'thread';
  room: string;
  /** The root's id. */
  thread: string;
  /** `seq` of the newest reply, 0 where none is left. The thread is unread while this is beyond `read`. */
  last: number;
  /** The user's read pointer in the thread. */
  read: number;
  /** A new reply mentions the user. */
  mention?: true;
  /** The user does not follow the thread any more. */
  unfollowed?: true;
}

/** A thread the asker follows. */
export interface FollowedThread {
  root: Message;
  /** The asker's read pointer: everything up to this `seq` is read. */
  read: number;
  /** Replies of others after it; 100 at most are counted. */
  unread: number;
  /** Those of them that mention the asker. */
  mentions: number;
}

/** `GET /api/threads`, the latest reply first. `hasMore`: there are older ones. */
export interface ThreadList {
  threads: FollowedThread[];
  hasMore: boolean;
}

/** `GET /api/rooms/:room/threads/:root/messages`, ascending `seq`. `hasMore`: in the direction asked for. */
export interface ThreadPage {
  root: Message;
  messages: Message[];
  hasMore: boolean;
  /** The asker's read pointer in the thread; absent where they don't follow it. */
  read?: number;
}
