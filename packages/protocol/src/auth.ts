import * as v from 'valibot';
import { identifier } from './field.ts';

/** Client → server: who this connection is, where neither cookie nor header said so. Replied with `ack`. */
export const authSchema = v.object({
  type: v.literal('auth'),
  id: identifier,
  token: v.pipe(v.string('must be a string'), v.minLength(1, 'must not be empty'), v.maxLength(512, 'is too long')),
});
export type AuthMessage = v.InferOutput<typeof authSchema>;
