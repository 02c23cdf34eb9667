import * as v from 'valibot';
import { identifier } from './field.ts';

/** Client → server: turn one's own message into a tombstone. Replied with `ack` {rev}; again is the same `ack`. */
export const deleteSchema = v.object({
  type: v.literal('delete'),
  id: identifier,
  room: identifier,
  message: identifier,
});
export type DeleteMessage = v.InferOutput<typeof deleteSchema>;
