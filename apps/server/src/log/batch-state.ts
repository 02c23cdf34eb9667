import type { Attachment, Pinned, Reaction, ThreadState, User } from '@confab/protocol';
import type { AuditRecord } from './operation.ts';

/** A message as the database holds it. */
export interface StoredMessage {
  id: string;
  room: string;
  seq: number;
  rev: number;
  author: User;
  body: string;
  fingerprint: string;
  at: number;
  editedAt: number | undefined;
  deleted: boolean;
  deletedBy: 'moderator' | undefined;
  replyTo: string | undefined;
  thread: string | undefined;
  toRoom: boolean;
  reactions: Reaction[];
  attachments: Attachment[];
  threadState: ThreadState | undefined;
  pinned: Pinned | undefined;
}

export interface Head {
  seq: number;
  rev: number;
}

export interface ReactionRow {
  message: string;
  emoji: string;
  user: string;
  at: number;
}

/** An uploaded file, and the message that carries it. */
export interface StoredFile {
  attachment: Attachment;
  user: string;
  room: string | undefined;
  message: string | undefined;
}

/** A reply of a thread that is not deleted. */
export interface ReplyRow {
  id: string;
  seq: number;
  at: number;
  author: string;
}

/** Somebody follows a thread from now on, if they didn't. */
interface FollowRow {
  user: string;
  thread: string;
  room: string;
  /** Up to here they have read it. */
  readSeq: number;
  why: FollowReason;
}

/**
 * `wrote`: their pointer moves also if they followed it before. Those two begin to follow again where they had stopped;
 * being the author of its root doesn't.
 */
export type FollowReason = 'wrote' | 'mentioned' | 'root';

/**
 * What a batch needs to know of the database before its first operation, and what it changes. Operations apply to it
 * in memory, one after the other; then everything changed is written in one go.
 */
export interface BatchState {
  heads: Map<string, Head>;
  messages: Map<string, StoredMessage>;
  /** All reactions of the messages that the batch reacts to, oldest first. */
  reactions: Map<string, ReactionRow[]>;
  changedRooms: Set<string>;
  changedMessages: Set<string>;
  addedReactions: ReactionRow[];
  removedReactions: Pick<ReactionRow, 'message' | 'emoji' | 'user'>[];
  /** Messages that lose all their reactions. */
  clearedReactions: Set<string>;
  /** Messages whose mentions are replaced, with the users they mention now. */
  mentions: Map<string, string[]>;
  /** What the log operations themselves found worth an audit record. */
  audit: AuditRecord[];
  /** The files that the batch's posts name. */
  files: Map<string, StoredFile>;
  /** Files that have got into a message. */
  attachedFiles: StoredFile[];
  /** Messages that lose their files. */
  clearedFiles: Set<string>;
  /** Roots whose threads got or lost replies. They change once, at the end of the batch. */
  changedThreads: Set<string>;
  /** New replies in threads. */
  addedReplies: StoredMessage[];
  /** The newest replies of threads that lose one in this batch, newest first. */
  recentReplies: Map<string, ReplyRow[]>;
  follows: FollowRow[];
  /** How many pins each room has that gets one in this batch. */
  pinCounts: Map<string, number>;
  /** Messages that were pinned or unpinned. */
  changedPins: Set<string>;
}

/** A batch that knows nothing and has changed nothing. */
export function emptyBatchState(): BatchState {
  return {
    heads: new Map(),
    messages: new Map(),
    reactions: new Map(),
    changedRooms: new Set(),
    changedMessages: new Set(),
    addedReactions: [],
    removedReactions: [],
    clearedReactions: new Set(),
    mentions: new Map(),
    audit: [],
    files: new Map(),
    attachedFiles: [],
    clearedFiles: new Set(),
    changedThreads: new Set(),
    addedReplies: [],
    recentReplies: new Map(),
    follows: [],
    pinCounts: new Map(),
    changedPins: new Set(),
  };
}
