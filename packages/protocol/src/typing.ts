import * as v from 'valibot';
import { flag, identifier } from './field.ts';

/** Client → server: the user is (or stopped) typing. No reply, never an error. */
export const typingSchema = v.object({
  type: v.literal('typing'),
  id: v.optional(identifier),
  room: identifier,
  on: flag,
});
export type TypingMessage = v.InferOutput<typeof typingSchema>;

/** Server → client: somebody else types; expires at the receiver after 6 s. */
export interface TypingPush {
  type: 'typing';
  room: string;
  user: { id: string; name: string };
  on: boolean;
}
