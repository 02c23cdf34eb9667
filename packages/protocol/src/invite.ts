import type { Room } from './room.ts';
import type { User } from './user.ts';

/** A link that lets people in: into a room, or (an invite to the server) to make an account. */
export interface Invite {
  id: string;
  by: User;
  /** Unix milliseconds. */
  createdAt: number;
  expiresAt: number;
  /** How many people it lets in; absent where there is no limit. */
  maxUses?: number;
  uses: number;
}

/** `POST /api/rooms/:room/invites` and `POST /api/invites`, 201. The code is in the link, and is never told again. */
export interface InviteReply {
  invite: Invite;
  code: string;
}
/** `GET /api/rooms/:room/invites` and `GET /api/invites`: those that still let somebody in, newest first. */
export interface InviteList {
  invites: Invite[];
}
/** `GET /api/invites/:code`: where it leads to. Without a room: to an account on this server. */
export interface InvitePreview {
  room?: Pick<Room, 'name' | 'topic' | 'private'>;
  /** The name of who made it. */
  by: string;
}
