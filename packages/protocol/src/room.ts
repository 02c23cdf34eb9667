import type { MemberState } from './member-state.ts';
import type { Restriction } from './sanction.ts';
import type { User } from './user.ts';

export type RoomKind = 'room' | 'direct';

/** A room as everybody who may see it sees it. */
export interface Room {
  id: string;
  /** A direct room is between its members: always the same people, without a name of its own. */
  kind: RoomKind;
  /** The name in addresses: lower-case letters, digits and single dashes. Unique. */
  slug: string;
  name: string;
  topic: string;
  private: boolean;
  /** Read-only. */
  archived: boolean;
  /** At least this long between two messages of one member, ms; absent or 0 for none. */
  slowModeMs?: number;
  /** The user who may rename, archive and delete it; absent for rooms of the server's own. */
  owner?: string;
  /** Of a direct room: everybody in it, oneself included. */
  people?: User[];
  /** Unix milliseconds. */
  createdAt: number;
}

/**
 * Server → client: a room was created or changed, or what this user has of it: with `mine` they are a member, and that
 * is how things stand. With `removed` it is gone for them: deleted, or access ended.
 */
export interface RoomMessage {
  type: 'room';
  room: Room;
  mine?: MemberState;
  removed?: true;
  /** With `removed`: the user was banned. */
  restriction?: Restriction;
}
