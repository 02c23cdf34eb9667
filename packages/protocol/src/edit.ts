import * as v from 'valibot';
import { bodyOrNothing, identifier } from './field.ts';

/** Client → server: change the body of one's own message. Replied with `ack` {rev}. */
export const editSchema = v.object({
  type: v.literal('edit'),
  id: identifier,
  room: identifier,
  message: identifier,
  /** May be empty where the message has attachments. */
  body: bodyOrNothing,
});
export type EditMessage = v.InferOutput<typeof editSchema>;
