import type { Status } from './presence.ts';
import type { Restriction } from './sanction.ts';
import type { User } from './user.ts';

export const ROOM_ROLES = ['owner', 'moderator', 'member'] as const;
/** What a member is in a room. A room has one owner at most. */
export type RoomRole = (typeof ROOM_ROLES)[number];

export const NOTIFY_LEVELS = ['all', 'mentions', 'nothing'] as const;
/** What a member wants to be told of, when they are not looking. In a direct room every message counts as a mention. */
export type NotifyLevel = (typeof NOTIFY_LEVELS)[number];

/** How a member wants to have a room; the same on all their devices. */
export interface RoomPreferences {
  /** Stands above the others. */
  favourite: boolean;
  /** Hides the count of unread messages, not the mentions. */
  muted: boolean;
  notify: NotifyLevel;
}

/** What a member has of a room. */
export interface MemberState extends RoomPreferences {
  role: RoomRole;
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
  /** Of a direct room: which of its members are online. */
  present?: { id: string; status: Status }[];
}

/**
 * Server → client, to connections joined: somebody was let into a room, got another role, or (without a role) was sent
 * away. Who comes and goes by themselves shows in `presence` alone.
 */
export interface MemberPush {
  type: 'member';
  room: string;
  user: User;
  role?: RoomRole;
}
