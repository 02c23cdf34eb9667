import type { Restriction } from './sanction.ts';

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
  /** The user who may rename, archive and delete it; absent for rooms of the server's own. */
  owner?: string;
  /** Unix milliseconds. */
  createdAt: number;
}

/**
 * Server → client: a room was created, renamed or archived, or access to it changed.
 * With `removed` it is gone for this user: deleted, or access revoked.
 */
export interface RoomMessage {
  type: 'room';
  room: Room;
  removed?: true;
  /** With `removed`: the user was banned. */
  restriction?: Restriction;
}
