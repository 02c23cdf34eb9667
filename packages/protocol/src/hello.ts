import type { Limits } from './limits.ts';
import type { Room } from './room.ts';
import type { Restriction } from './sanction.ts';
import type { User } from './user.ts';

/** A room its member sees in the list, joined on this connection or not. */
export interface RoomSummary extends Room {
  /** `seq` of the newest message, 0 in an empty room. */
  head: number;
  /** The member's read pointer: everything up to this `seq` is read. */
  read: number;
  /** Messages of others after `read`. */
  unread: number;
  /** Those of them that mention the member. */
  mentions: number;
  /** The member is muted here, or on the whole server. */
  restriction?: Restriction;
}

/** Server → client: once, after authentication. */
export interface HelloMessage {
  type: 'hello';
  user: User;
  server: {
    version: string;
    /** Unix milliseconds. */
    now: number;
    /** Identifies this life of the database; a restored backup has another. Send it back in `join`. */
    life: string;
  };
  /** A client that hears nothing for this long sends a `ping`. Milliseconds. */
  heartbeatMs: number;
  limits: Limits;
  rooms: RoomSummary[];
  /** How many reported messages wait for the user; absent for 0. */
  reports?: number;
}
