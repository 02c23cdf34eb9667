import type { Attachment, Pinned, Reaction, ThreadState, User, UserKind } from '@confab/protocol';
import type { StoredMessage } from './batch-state.ts';

/** A row of Message with its author, as raw statements return it: SQLite has no boolean, and BigInt columns are bigint. */
export interface MessageRow {
  id: string;
  roomId: string;
  seq: number | bigint;
  rev: number | bigint;
  authorId: string;
  body: string;
  fingerprint: string;
  at: number | bigint;
  editedAt: number | bigint | null;
  deleted: number | bigint | boolean;
  deletedBy: string | null;
  replyTo: string | null;
  thread: string | null;
  toRoom: number | bigint | boolean;
  reactions: string | null;
  attachments: string | null;
  threadState: string | null;
  pinned: string | null;
  authorName: string;
  authorKind: string;
  authorAvatar: string | null;
}

/** A Message row as the batch holds it. */
export function toStored(row: MessageRow): StoredMessage {
  return {
    id: row.id,
    room: row.roomId,
    seq: Number(row.seq),
    rev: Number(row.rev),
    author: toUser({ id: row.authorId, name: row.authorName, kind: row.authorKind, avatar: row.authorAvatar }),
    body: row.body,
    fingerprint: row.fingerprint,
    at: Number(row.at),
    editedAt: row.editedAt === null ? undefined : Number(row.editedAt),
    deleted: Boolean(Number(row.deleted)),
    deletedBy: row.deletedBy === 'moderator' ? 'moderator' : undefined,
    replyTo: row.replyTo ?? undefined,
    thread: row.thread ?? undefined,
    toRoom: Boolean(Number(row.toRoom)),
    reactions: row.reactions === null ? [] : (JSON.parse(row.reactions) as Reaction[]),
    attachments: row.attachments === null ? [] : (JSON.parse(row.attachments) as Attachment[]),
    threadState: row.threadState === null ? undefined : (JSON.parse(row.threadState) as ThreadState),
    pinned: row.pinned === null ? undefined : (JSON.parse(row.pinned) as Pinned),
  };
}

/** A User row in the form of the wire. */
export function toUser(row: { id: string; name: string; kind: string; avatar: string | null }): User {
  const user: User = { id: row.id, name: row.name, kind: row.kind as UserKind };
  if (row.avatar !== null) user.avatar = row.avatar;
  return user;
}
