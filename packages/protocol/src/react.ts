import * as v from 'valibot';
import { flag, identifier } from './field.ts';

// One emoji (UTS #51 RGI, with or without its variation selector), or the :name: of a custom one.
const EMOJI = /^(?:\p{RGI_Emoji}|\p{Extended_Pictographic}\u{FE0F}?|:[a-z0-9][a-z0-9_+'\-]{0,60}:)$/v;

/** Client → server: add (`on`) or take back one's reaction. Replied with `ack` {rev}; again is the same `ack`. */
export const reactSchema = v.object({
  type: v.literal('react'),
  id: identifier,
  room: identifier,
  message: identifier,
  emoji: v.pipe(v.string('must be a string'), v.maxLength(64, 'is too long'), v.regex(EMOJI, 'must be one emoji')),
  on: flag,
});
export type ReactMessage = v.InferOutput<typeof reactSchema>;
