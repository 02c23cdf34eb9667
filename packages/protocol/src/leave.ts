import * as v from 'valibot';
import { identifier } from './field.ts';

/** Client → server: no more pushes of this room on this connection; membership stays. Replied with `ack`. */
export const leaveSchema = v.object({ type: v.literal('leave'), id: identifier, room: identifier });
export type LeaveMessage = v.InferOutput<typeof leaveSchema>;
