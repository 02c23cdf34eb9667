import type { Room, RoomReply, ServerRole, User, UserList } from '@confab/protocol';
import type { Api } from './api.ts';
import { roomPath } from './room-path.ts';

/** People whom one may write to, by a part of their name; a handful. */
export async function findPeople(api: Api, text: string): Promise<UserList['users']> {
  return (await api.call<UserList>('GET', `/api/users?${new URLSearchParams({ q: text })}`)).users;
}

/** The room between oneself and these users, the same one every time; without any, one's own notes. */
export async function openDirectRoom(api: Api, users: readonly string[]): Promise<Room> {
  return (await api.call<RoomReply>('POST', roomPath('direct'), { users })).room;
}

/** Changes what an account may do on the server; its owners only, and not their own. */
export function changeServerRole(
  api: Api,
  user: string,
  role: Exclude<ServerRole, 'guest'>,
): Promise<{ user: User; role: ServerRole }> {
  return api.call('PATCH', `/api/users/${encodeURIComponent(user)}`, { role });
}
