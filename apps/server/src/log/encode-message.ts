import type { Message } from '@confab/protocol';
import type { StoredMessage } from './batch-state.ts';

/** A stored message in the form of the wire; absent fields are left out. */
export function toMessage(stored: StoredMessage): Message {
  const message: Message = {
    room: stored.room,
    seq: stored.seq,
    rev: stored.rev,
    id: stored.id,
    author: stored.author,
    body: stored.body,
    at: stored.at,
  };
  if (stored.editedAt !== undefined) message.editedAt = stored.editedAt;
  if (stored.deleted) message.deleted = true;
  if (stored.deletedBy) message.deletedBy = stored.deletedBy;
  if (stored.reactions.length > 0) message.reactions = stored.reactions;
  if (stored.attachments.length > 0) message.attachments = stored.attachments;
  if (stored.replyTo !== undefined) message.replyTo = stored.replyTo;
  if (stored.thread !== undefined) message.thread = stored.thread;
  if (stored.toRoom) message.toRoom = true;
  if (stored.threadState !== undefined) message.threadState = stored.threadState;
  if (stored.pinned !== undefined) message.pinned = stored.pinned;
  return message;
}

/** The message as JSON, without the frame's `type`. */
export function encodeMessage(stored: StoredMessage): string {
  return JSON.stringify(toMessage(stored));
}
