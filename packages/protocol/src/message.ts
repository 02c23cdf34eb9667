import * as v from 'valibot';
import { type Attachment, attachmentIds } from './attachment.ts';
import { BODY_PROBLEMS, bodyOrNothing, flag, identifier, uuid } from './field.ts';
import type { Pinned } from './pin.ts';
import type { ThreadState } from './thread.ts';
import type { User } from './user.ts';

/** Client → server: post. `id` is the message's own and the idempotency key (G2). Replied with `ack` {seq, rev, at}. */
export const postSchema = v.pipe(
  v.object({
    type: v.literal('message'),
    id: uuid,
    room: identifier,
    /** May be empty where there are attachments. */
    body: bodyOrNothing,
    /** The message of the same room that this answers. */
    replyTo: v.optional(identifier),
    /** The root message of the thread this belongs to. */
    thread: v.optional(identifier),
    /** Of a reply in a thread: it shall stand in the room as well. */
    toRoom: v.optional(flag),
    /** Files of the sender's own, uploaded to this room and in no message yet. */
    attachments: v.optional(attachmentIds),
  }),
  v.forward(
    v.check(({ body, attachments }) => body !== '' || (attachments ?? []).length > 0, BODY_PROBLEMS.empty),
    ['body'],
  ),
);

export type PostMessage = v.InferOutput<typeof postSchema>;

export interface Reaction {
  /** An emoji, or the `:name:` of one that Unicode does not have. */
  emoji: string;
  count: number;
  /** The first 20 who reacted, in order. */
  users: string[];
}

/** A message in its latest state. */
export interface Message {
  /** The room's id. */
  room: string;
  /** Its place among the room's messages: 1, 2, 3 … without holes; never changes. */
  seq: number;
  /** The `rev` of its latest change. */
  rev: number;
  id: string;
  author: User;
  body: string;
  /** Unix milliseconds. */
  at: number;
  editedAt?: number;
  /** A tombstone: the body is "". */
  deleted?: true;
  /** With `deleted`: it was not the author who did it. */
  deletedBy?: 'moderator';
  reactions?: Reaction[];
  replyTo?: string;
  /** The id of the root of the thread that it is a reply in. */
  thread?: string;
  /** Its files, in the sender's order. */
  attachments?: Attachment[];
  /** Of such a reply: it stands in the room as well. */
  toRoom?: true;
  /** Of a root with replies. */
  threadState?: ThreadState;
  pinned?: Pinned;
}

/** Server → client: a committed change, the whole message. */
export interface MessagePush extends Message {
  type: 'message';
}
