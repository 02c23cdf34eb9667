import type { Invite, InviteList, InvitePreview, InviteReply, Room, RoomReply } from '@confab/protocol';
import type { Api } from './api.ts';
import { roomPath } from './room-path.ts';

/** How long an invite holds (a week where left out), and how many it lets in (any number). */
export interface InviteFields {
  /** Milliseconds. */
  expiresInMs?: number;
  maxUses?: number;
}

// `room` undefined means the server: such an invite is for making an account.

/** Makes an invite. The code goes into the link; the server does not tell it again. */
export function createInvite(api: Api, room: string | undefined, fields: InviteFields): Promise<InviteReply> {
  return api.call('POST', invites(room), fields);
}

/** The invites that still let somebody in, newest first: all of them, or one's own, as one's role has it. */
export async function listInvites(api: Api, room: string | undefined): Promise<Invite[]> {
  return (await api.call<InviteList>('GET', invites(room))).invites;
}

/** Ends an invite. */
export function revokeInvite(api: Api, room: string | undefined, id: string): Promise<void> {
  return api.call('DELETE', `${invites(room)}/${encodeURIComponent(id)}`);
}

/** Where a code leads to; needs no session. Rejects with `invite_not_found`. */
export function previewInvite(api: Api, code: string): Promise<InvitePreview> {
  return api.call('GET', `${invites(undefined)}/${encodeURIComponent(code)}`);
}

/** Goes into the room that a code leads to. Rejects with `invite_not_found` or `forbidden`. */
export async function acceptInvite(api: Api, code: string): Promise<Room> {
  return (await api.call<RoomReply>('POST', `${invites(undefined)}/${encodeURIComponent(code)}`)).room;
}

function invites(room: string | undefined): string {
  return room === undefined ? '/api/invites' : `${roomPath(room)}/invites`;
}
