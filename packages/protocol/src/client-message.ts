import type * as v from 'valibot';
import { authSchema } from './auth.ts';
import { deleteSchema } from './delete.ts';
import { editSchema } from './edit.ts';
import { joinSchema } from './join.ts';
import { leaveSchema } from './leave.ts';
import { postSchema } from './message.ts';
import { pingSchema } from './ping.ts';
import { presenceSchema } from './presence.ts';
import { reactSchema } from './react.ts';
import { readSchema } from './read.ts';
import { typingSchema } from './typing.ts';

/** The schema of each frame a client may send, by `type`. Unknown fields pass, and are left out. */
export const CLIENT_SCHEMAS = {
  auth: authSchema,
  join: joinSchema,
  leave: leaveSchema,
  message: postSchema,
  edit: editSchema,
  delete: deleteSchema,
  react: reactSchema,
  read: readSchema,
  typing: typingSchema,
  presence: presenceSchema,
  ping: pingSchema,
} as const;

export type ClientMessageType = keyof typeof CLIENT_SCHEMAS;

/** Any frame a client sends, validated and normalised. */
export type ClientMessage = { [K in ClientMessageType]: v.InferOutput<(typeof CLIENT_SCHEMAS)[K]> }[ClientMessageType];

/** The frame of one type. */
export type ClientMessageOf<K extends ClientMessageType> = Extract<ClientMessage, { type: K }>;
