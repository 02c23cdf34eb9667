/** What is written about invites. Times are Unix ms. */
export type InviteOperation = CreateInviteOperation | RevokeInviteOperation | UseInviteOperation;

/** `conflict` where the room, or the server, has as many as it may; `room_not_found` where the room has gone. */
export interface CreateInviteOperation {
  kind: 'create-invite';
  id: string;
  codeHash: string;
  /** A room's id; undefined for the server. */
  room: string | undefined;
  by: string;
  at: number;
  expiresAt: number;
  maxUses: number | undefined;
}

/** `invite_not_found` where it is of another place, or ended already. */
export interface RevokeInviteOperation {
  kind: 'revoke-invite';
  id: string;
  room: string | undefined;
  at: number;
}

/** Takes one use and makes the user a member, in one transaction. A member needs none. `invite_not_found` otherwise. */
export interface UseInviteOperation {
  kind: 'use-invite';
  codeHash: string;
  room: string;
  user: string;
  readSeq: number;
  at: number;
}
