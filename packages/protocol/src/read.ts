import * as v from 'valibot';
import { identifier, position } from './field.ts';

/** Client → server: everything up to `seq` is read. Only moves forward; past the head means the head. Replied with `ack`. */
export const readSchema = v.object({ type: v.literal('read'), id: identifier, room: identifier, seq: position });
export type ReadMessage = v.InferOutput<typeof readSchema>;

/** Server → client: the same user read on another connection. */
export interface ReadPush {
  type: 'read';
  room: string;
  seq: number;
}
