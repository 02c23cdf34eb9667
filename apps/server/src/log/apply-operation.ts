import { type Attachment, LIMITS, type Reaction } from '@confab/protocol';
import { pin, unpin } from './apply-pin.ts';
import { addReply, dropReply, followMentioned } from './apply-thread.ts';
import { attachFiles } from './attach-files.ts';
import type { BatchState, Head, ReactionRow, StoredMessage } from './batch-state.ts';
import { fingerprint } from './fingerprint.ts';
import type {
  AuditRecord,
  Change,
  DeleteOperation,
  EditOperation,
  Outcome,
  PinOperation,
  PostOperation,
  ReactOperation,
} from './operation.ts';
import { changeOf, done, existing, refuse, touch } from './record-change.ts';

/** The operations that change a room's log. */
export type LogOperation = PostOperation | EditOperation | DeleteOperation | ReactOperation | PinOperation;

/**
 * Applies one operation to a batch's state. Pure but for the state: no clock, no database.
 * @param changes where the resulting change, if any, is appended
 * @returns the outcome to hand out once the batch is on disk
 */
export function applyOperation(state: BatchState, operation: LogOperation, changes: Change[]): Outcome {
  switch (operation.kind) {
    case 'post':
      return post(state, operation, changes);
    case 'edit':
      return edit(state, operation, changes);
    case 'delete':
      return remove(state, operation, changes);
    case 'react':
      return react(state, operation, changes);
    case 'pin':
      return pin(state, operation, changes);
  }
}

function post(state: BatchState, op: PostOperation, changes: Change[]): Outcome {
  const known = state.messages.get(op.id);
  if (known) {
    const print = fingerprint(op.body, op.attachments);
    const same = known.room === op.room && known.author.id === op.author.id && known.fingerprint === print;
    return same ? done(known) : refuse('conflict', 'this id belongs to another message');
  }
  const head = state.heads.get(op.room);
  if (!head) return refuse('room_not_found', 'there is no such room');
  for (const reference of [op.replyTo, op.thread]) {
    if (reference !== undefined && state.messages.get(reference)?.room !== op.room) {
      return refuse('message_not_found', 'replyTo and thread must name a message of this room');
    }
  }
  const root = op.thread === undefined ? undefined : state.messages.get(op.thread);
  if (root?.thread !== undefined) return refuse('invalid', 'threads have one level: name the root of that reply');
  const attachments = attachFiles(state, op);
  if (!attachments) return refuse('file_not_found', 'attachments must be unsent files of yours, uploaded to this room');
  head.seq += 1;
  head.rev += 1;
  const message = newMessage(op, head, attachments);
  state.messages.set(message.id, message);
  state.changedRooms.add(op.room);
  state.changedMessages.add(message.id);
  if (op.mentions.length > 0) state.mentions.set(message.id, op.mentions);
  const change = changeOf(message);
  change.isNew = true;
  change.mentions = op.mentions;
  if (root) {
    addReply(state, root, message, op.mentions);
    if (!message.toRoom) change.threadOnly = true;
  }
  changes.push(change);
  return done(message);
}

function newMessage(op: PostOperation, { seq, rev }: Head, attachments: Attachment[]): StoredMessage {
  return {
    id: op.id,
    room: op.room,
    seq,
    rev,
    author: op.author,
    body: op.body,
    fingerprint: fingerprint(op.body, op.attachments),
    at: op.at,
    editedAt: undefined,
    deleted: false,
    deletedBy: undefined,
    replyTo: op.replyTo,
    thread: op.thread,
    toRoom: op.toRoom,
    reactions: [],
    attachments,
    threadState: undefined,
    pinned: undefined,
  };
}

function edit(state: BatchState, op: EditOperation, changes: Change[]): Outcome {
  const message = existing(state, op);
  if (!message || message.deleted) return refuse('message_not_found', 'there is no such message in this room');
  if (message.author.id !== op.user) return refuse('forbidden', 'only the author may edit a message');
  if (message.body === op.body) return done(message);
  if (op.body === '' && message.attachments.length === 0) return refuse('invalid', 'body: must not be empty');
  message.body = op.body;
  message.editedAt = op.at;
  state.mentions.set(message.id, op.mentions);
  followMentioned(state, message, op.mentions);
  return touch(state, message, changes, { mentions: op.mentions });
}

function remove(state: BatchState, op: DeleteOperation, changes: Change[]): Outcome {
  const message = existing(state, op);
  if (!message) return refuse('message_not_found', 'there is no such message in this room');
  const own = message.author.id === op.user;
  if (own && !op.own) return refuse('forbidden', 'one’s own message cannot be deleted here now');
  if (!own && !op.others) return refuse('forbidden', 'only the author may delete a message');
  if (message.deleted) return done(message);
  message.body = '';
  message.deleted = true;
  if (!own) {
    message.deletedBy = 'moderator';
    state.audit.push(deletionRecord(message, op));
  }
  message.editedAt = undefined;
  message.reactions = [];
  state.reactions.set(message.id, []);
  state.clearedReactions.add(message.id);
  state.addedReactions = state.addedReactions.filter((row) => row.message !== message.id);
  state.mentions.set(message.id, []);
  unpin(state, message);
  dropReply(state, message);
  const removedFiles = message.attachments.map((file) => file.id);
  message.attachments = [];
  if (removedFiles.length === 0) return touch(state, message, changes, { mentions: [] });
  state.clearedFiles.add(message.id);
  return touch(state, message, changes, { mentions: [], removedFiles });
}

function deletionRecord(message: StoredMessage, op: DeleteOperation): AuditRecord {
  const { id, room, author } = message;
  return { at: op.at, actor: op.user, action: 'message.delete', user: author.id, room, message: id };
}

function react(state: BatchState, op: ReactOperation, changes: Change[]): Outcome {
  const message = existing(state, op);
  if (!message || message.deleted) return refuse('message_not_found', 'there is no such message in this room');
  const rows = state.reactions.get(message.id) ?? [];
  const mine = (row: ReactionRow) => row.emoji === op.emoji && row.user === op.user;
  if (rows.some(mine) === op.on) return done(message);
  if (op.on) {
    const kinds = new Set(rows.map((row) => row.emoji));
    if (!kinds.has(op.emoji) && kinds.size >= LIMITS.reactionKinds) {
      return refuse('too_large', `a message holds at most ${LIMITS.reactionKinds} different reactions`);
    }
    const row = { message: message.id, emoji: op.emoji, user: op.user, at: op.at };
    rows.push(row);
    state.addedReactions.push(row);
    state.reactions.set(message.id, rows);
  } else {
    state.reactions.set(
      message.id,
      rows.filter((row) => !mine(row)),
    );
    state.addedReactions = state.addedReactions.filter((row) => !(row.message === message.id && mine(row)));
    state.removedReactions.push({ message: message.id, emoji: op.emoji, user: op.user });
  }
  message.reactions = summarize(state.reactions.get(message.id) ?? []);
  return touch(state, message, changes);
}

/** Reactions as the wire shows them: by emoji in the order of first use, with the first 20 users. */
export function summarize(rows: readonly ReactionRow[]): Reaction[] {
  const byEmoji = new Map<string, Reaction>();
  for (const row of rows) {
    const reaction = byEmoji.get(row.emoji) ?? { emoji: row.emoji, count: 0, users: [] };
    reaction.count += 1;
    if (reaction.users.length < LIMITS.reactionUsers) reaction.users.push(row.user);
    byEmoji.set(row.emoji, reaction);
  }
  return [...byEmoji.values()];
}
