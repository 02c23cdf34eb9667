import type {
  ListedMember,
  MemberList,
  MemberReply,
  PreferencesReply,
  RoomPreferences,
  RoomRole,
} from '@confab/protocol';
import type { Api } from './api.ts';
import { roomPath } from './room-path.ts';

// Functions of their own, so that whoever does not use them does not load them. Each rejects with ClientError.

/** Everybody in a room, online or not, by name. */
export async function listMembers(api: Api, room: string): Promise<ListedMember[]> {
  return (await api.call<MemberList>('GET', members(room))).members;
}

/** Lets somebody in: `user_not_found`, `forbidden`, `room_not_found`. */
export async function addMember(api: Api, room: string, user: string, role?: RoomRole): Promise<ListedMember> {
  return (await api.call<MemberReply>('POST', members(room), { user, role })).member;
}

/** Sends a member away: `user_not_found`; `forbidden` where they stand as high as oneself. */
export function removeMember(api: Api, room: string, user: string): Promise<void> {
  return api.call('DELETE', members(room, user));
}

/** Gives a member another role; who makes somebody the owner becomes a moderator. */
export async function changeRole(api: Api, room: string, user: string, role: RoomRole): Promise<ListedMember> {
  return (await api.call<MemberReply>('PATCH', members(room, user), { role })).member;
}

/** How one wants to have a room, on all of one's devices. What is left out stays. */
export async function setPreferences(
  api: Api,
  room: string,
  change: Partial<RoomPreferences>,
): Promise<RoomPreferences> {
  return (await api.call<PreferencesReply>('PATCH', members(room, 'me'), change)).preferences;
}

function members(room: string, user?: string): string {
  return `${roomPath(room)}/members${user === undefined ? '' : `/${encodeURIComponent(user)}`}`;
}
