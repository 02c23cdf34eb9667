import type { Limits } from './limits.ts';
import type { MemberState } from './member-state.ts';
import type { Room } from './room.ts';
import type { ServerRole, User } from './user.ts';

/** A room its member sees in the list, joined on this connection or not. */
export interface RoomSummary extends Room, MemberState {}

/** Server → client: once, after authentication. */
export interface HelloMessage {
  type: 'hello';
  user: User;
  /** What the user is on the server as a whole. */
  role: ServerRole;
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
