import * as v from 'valibot';
import { identifier, position } from './field.ts';
import type { Message } from './message.ts';
import type { PresenceState } from './presence.ts';
import type { Room } from './room.ts';

/** Client → server: become a member of a room and get its pushes, from the cursor on. Replied with `joined`. */
export const joinSchema = v.object({
  type: v.literal('join'),
  id: identifier,
  room: identifier,
  /** The cursor: the `rev` up to which the client knows the room. */
  since: v.optional(position),
  /** The id of the message that had that `rev`; guards against a restored backup. */
  sinceId: v.optional(identifier),
  /** `hello.server.life` of when the cursor was taken; guards exactly. */
  life: v.optional(identifier),
});
export type JoinMessage = v.InferOutput<typeof joinSchema>;

/** Server → client: the reply to `join`. */
export interface JoinedMessage {
  type: 'joined';
  id: string;
  room: Room;
  /** The room's head: pushes go on from here without a hole. */
  rev: number;
  seq: number;
  /** With a fitting cursor: every message changed after it, by ascending `rev`. Else the newest page, by ascending `seq`. */
  messages: Message[];
  presence: PresenceState;
  /** False: this is only the newest page, drop what you held. */
  complete: boolean;
}
