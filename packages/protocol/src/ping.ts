import * as v from 'valibot';
import { identifier } from './field.ts';

/** Client → server: is the line alive, and what time is it there? Replied with `pong`. */
export const pingSchema = v.object({
  type: v.literal('ping'),
  id: identifier,
  /** The sender's clock, returned unchanged. */
  t: v.optional(v.pipe(v.number('must be a number'), v.finite('must be finite'))),
});
export type PingMessage = v.InferOutput<typeof pingSchema>;

/** Server → client: the reply to `ping`. */
export interface PongMessage {
  type: 'pong';
  id: string;
  t?: number;
  /** Unix milliseconds of the server. */
  now: number;
}
