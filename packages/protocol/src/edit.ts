import * as v from 'valibot';
import { body, reference, requestId } from './field.ts';

/** Client → server: change the body of one's own message. Replied with `ack` {rev}. */
export const editSchema = v.strictObject({
  type: v.literal('edit'),
  id: requestId,
  room: reference,
  message: reference,
  body,
});
export type EditMessage = v.InferOutput<typeof editSchema>;
