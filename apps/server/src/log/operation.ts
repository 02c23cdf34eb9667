import type {
  Attachment,
  AuditAction,
  AuditDetail,
  ErrorCode,
  ReportResolution,
  RoomPreferences,
  RoomRole,
  SanctionKind,
  User,
} from '@confab/protocol';
import type { AccountOperation } from './directory/account-operation.ts';
import type { InviteOperation } from './directory/invite-operation.ts';
import type { SanctionRecord } from './moderation-records.ts';

/**
 * Something to be written. All writes of a server go through one queue, so they commit in groups. Times are Unix ms.
 * What others should be able to ask about later carries its audit record, which is written in the same transaction,
 * where the deed succeeds and changes something.
 */
export type Operation = Deed & { audit?: AuditRecord | AuditRecord[] };

/** Who does what, to whom; see rooms/audit-record.ts. */
export interface AuditRecord {
  at: number;
  actor: string;
  action: AuditAction;
  user?: string;
  room?: string;
  message?: string;
  detail?: AuditDetail;
}

type Deed =
  | PostOperation
  | EditOperation
  | DeleteOperation
  | ReactOperation
  | AccountOperation
  | InviteOperation
  | PinOperation
  | ReadThreadOperation
  | FollowThreadOperation
  | ReadOperation
  | { kind: 'enter'; room: string; user: string; role: Role; readSeq: number }
  | { kind: 'exit'; room: string; user: string }
  | { kind: 'set-role'; room: string; user: string; role: Role }
  | ({ kind: 'set-preferences'; room: string; user: string } & Partial<RoomPreferences>)
  | {
      kind: 'start-session';
      user: User;
      newUser: boolean;
      session: string;
      tokenHash: string;
      /** As the browser or program named itself. */
      userAgent: string;
      at: number;
      expiresAt: number;
    }
  | { kind: 'end-session'; session: string }
  | { kind: 'create-room'; room: StoredRoom; at: number }
  | { kind: 'create-direct-room'; room: { id: string; slug: string; directKey: string }; members: string[]; at: number }
  | { kind: 'update-room'; room: string; name?: string; topic?: string; archived?: boolean; slowModeMs?: number }
  | { kind: 'delete-room'; room: string }
  | SanctionOperation
  | LiftOperation
  | ReportOperation
  | ResolveReportsOperation
  | AddFileOperation
  | { kind: 'remove-files'; files: string[] };

export type Role = RoomRole;

export interface PostOperation {
  kind: 'post';
  id: string;
  room: string;
  author: User;
  body: string;
  at: number;
  replyTo: string | undefined;
  thread: string | undefined;
  /** Of a reply in a thread: it stands in the room as well. */
  toRoom: boolean;
  /** The ids of the users it mentions. */
  mentions: string[];
  /** The ids of the files it carries, in the sender's order. */
  attachments: string[];
}
export interface EditOperation {
  kind: 'edit';
  room: string;
  message: string;
  user: string;
  body: string;
  at: number;
  mentions: string[];
}
export interface DeleteOperation {
  kind: 'delete';
  room: string;
  message: string;
  user: string;
  at: number;
  /** Whose messages the user may delete here: their own, those of others (that is audited). */
  own: boolean;
  others: boolean;
}
export interface ReactOperation {
  kind: 'react';
  room: string;
  message: string;
  user: string;
  emoji: string;
  on: boolean;
  at: number;
}
/** Notes a file whose bytes are on disk; `remove-files` forgets those that no message carries. */
interface AddFileOperation {
  kind: 'add-file';
  file: Attachment;
  room: string;
  user: string;
  at: number;
  /** Bytes that the user's files may have, this one included. */
  quota: number;
}
/** Moves read pointers, forward only. */
export interface ReadOperation {
  kind: 'read';
  pointers: readonly ReadPointer[];
}
/** A member has read a room up to `seq`. */
export interface ReadPointer {
  room: string;
  user: string;
  seq: number;
}
export interface PinOperation {
  kind: 'pin';
  room: string;
  message: string;
  user: string;
  on: boolean;
  at: number;
}
/** Everything up to `seq` of a thread is read, by somebody who follows it. */
interface ReadThreadOperation {
  kind: 'read-thread';
  room: string;
  /** The root's id. */
  thread: string;
  user: string;
  seq: number;
}
/** Somebody follows a thread from now on, or no longer; everything up to `seq` of it is read. */
interface FollowThreadOperation {
  kind: 'follow-thread';
  room: string;
  /** The root's id. */
  thread: string;
  user: string;
  seq: number;
  on: boolean;
}
interface StoredRoom {
  id: string;
  slug: string;
  name: string;
  topic: string;
  isPrivate: boolean;
  ownerId: string | undefined;
}
/**
 * Takes the place of an earlier sanction of the same kind. A ban from a room ends the membership, one from the server
 * every session, in the same transaction.
 */
interface SanctionOperation extends Omit<SanctionRecord, 'kind'> {
  kind: 'sanction';
  sanction: SanctionKind;
}
interface LiftOperation {
  kind: 'lift-sanction';
  id: string;
  by: string;
  at: number;
}
/** Once per person and message: again is `conflict`. */
interface ReportOperation {
  kind: 'report';
  id: string;
  room: string;
  message: string;
  by: string;
  reason: string;
  at: number;
}
/** Closes every open report of a message. */
interface ResolveReportsOperation {
  kind: 'resolve-reports';
  message: string;
  by: string;
  resolution: ReportResolution;
  at: number;
}

/**
 * What became of an operation. `seq`, `rev`, `at` are those of the message it touched, 0 where it touched none.
 * `unchanged`: it was so already, and is not audited.
 */
export type Outcome =
  | { ok: true; seq: number; rev: number; at: number; unchanged?: true }
  | { ok: false; code: ErrorCode; reason: string; retryAfterMs?: number };

/** A committed change of a room, with the message already encoded. */
export interface Change {
  room: string;
  rev: number;
  seq: number;
  /** The message's id. */
  id: string;
  /** The message as JSON, without the frame's `type`. */
  json: string;
  author: string;
  /** Whether this change is the message's first. */
  isNew: boolean;
  /** The users it mentions now; absent where the change left that alone (a reaction). */
  mentions?: string[];
  /** The files that the change took away: their bytes are not needed any more. */
  removedFiles?: string[];
  /** A reply that stands in its thread only: no news of the room. */
  threadOnly?: true;
  /** Of a root whose thread got or lost replies. */
  thread?: ThreadChange;
}

/** What those who follow a thread hear of a change. */
export interface ThreadChange {
  /** `seq` of the newest reply, 0 where none is left. */
  last: number;
  followers: Follower[];
}

/** Somebody who follows a thread. */
export interface Follower {
  user: string;
  /** Up to here they have read it. */
  read: number;
  /** One of the replies mentions them. */
  mentioned: boolean;
}

/** The result of one commit: an outcome per operation, in order, and the changes by ascending `rev` in each room. */
export interface BatchResult {
  outcomes: Outcome[];
  changes: Change[];
}
