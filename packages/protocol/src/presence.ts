import * as v from 'valibot';
import { identifier } from './field.ts';
import type { User } from './user.ts';

export const STATUSES = ['online', 'away', 'dnd'] as const;
/** What a connected person shows; offline is not being in the list. */
export type Status = (typeof STATUSES)[number];

/** Client → server: what this connection's person wants to show. Replied with `ack`. */
export const presenceSchema = v.object({
  type: v.literal('presence'),
  id: identifier,
  status: v.picklist(STATUSES, 'must be online, away or dnd'),
});
export type PresenceMessage = v.InferOutput<typeof presenceSchema>;

export interface PresentMember {
  user: User;
  status: Status;
  /** What the person says about themselves; absent where that is nothing. */
  statusText?: string;
}

/** The members of a room who are online, in `joined`. */
export interface PresenceState {
  count: number;
  members: PresentMember[];
}

/** Server → client: a coalesced difference. `joined` may repeat somebody already known: the last word counts. */
export interface PresencePush {
  type: 'presence';
  room: string;
  /** Members online after this difference. */
  count: number;
  joined: PresentMember[];
  left: string[];
  changed: { id: string; status: Status }[];
}
