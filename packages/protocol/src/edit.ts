import * as v from 'valibot';
import { body, identifier } from './field.ts';

/** Client → server: change the body of one's own message. Replied with `ack` {rev}. */
export const editSchema = v.strictObject({
  type: v.literal('edit'),
  id: identifier,
  room: identifier,
  message: identifier,
  body,
});
export type EditMessage = v.InferOutput<typeof editSchema>;
