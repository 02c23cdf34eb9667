import type { BotInfo, BotList, BotReply, OwnSession, SessionInfo, SessionList, SignedInReply } from '@confab/protocol';
import type { Api } from './api.ts';

/** Makes an account; a guest's session becomes it and keeps everything. `invite` is the code of an invite to the server. */
export function signUp(
  api: Api,
  fields: { email: string; password: string; name: string; invite?: string },
): Promise<SignedInReply> {
  return api.call('POST', '/api/auth/sign-up/email', fields);
}

/** Signs in to an account. `unauthenticated` where address and password don't belong together. */
export function signIn(api: Api, fields: { email: string; password: string }): Promise<SignedInReply> {
  return api.call('POST', '/api/auth/sign-in/email', fields);
}

/** Has a link mailed that sets a new password; says nothing about whether the address has an account. */
export function requestPasswordReset(api: Api, email: string): Promise<void> {
  return api.call('POST', '/api/auth/request-password-reset', { email });
}

/** Sets a new password with the token of a link; every session ends. `invalid` where the link was used or has expired. */
export function resetPassword(api: Api, token: string, newPassword: string): Promise<void> {
  return api.call('POST', '/api/auth/reset-password', { token, newPassword });
}

/** Changes one's password, and ends one's other sessions. `forbidden` where the old one is wrong. */
export function changePassword(api: Api, currentPassword: string, newPassword: string): Promise<void> {
  return api.call('POST', '/api/auth/change-password', { currentPassword, newPassword });
}

/** Where one is signed in, the place used last first. */
export async function listSessions(api: Api): Promise<OwnSession[]> {
  return (await api.call<SessionList>('GET', '/api/sessions')).sessions;
}

/** Ends one of one's sessions; without an id, all but this one. */
export function revokeSession(api: Api, id?: string): Promise<void> {
  return api.call('DELETE', id === undefined ? '/api/sessions' : `/api/sessions/${encodeURIComponent(id)}`);
}

/** Changes what one is called or says about oneself. */
export function updateProfile(api: Api, change: { name?: string; statusText?: string }): Promise<SessionInfo> {
  return api.call('PATCH', '/api/me', change);
}

/** Sets one's picture, or (without one) takes it away. */
export function setAvatar(api: Api, picture?: Blob): Promise<SessionInfo> {
  return api.call(picture ? 'PUT' : 'DELETE', '/api/me/avatar', picture);
}

/** Every bot of the server; for its owners and admins. */
export async function listBots(api: Api): Promise<BotInfo[]> {
  return (await api.call<BotList>('GET', '/api/bots')).bots;
}

/** Makes a bot. Its token is told this once. Without `allRooms` it has the rooms it is let into, and no others. */
export function createBot(
  api: Api,
  fields: { name: string; rooms?: readonly string[]; allRooms?: boolean },
): Promise<BotReply> {
  return api.call('POST', '/api/bots', fields);
}

/** Gives a bot a new token, which is told this once; the old one ends. */
export function renewBotToken(api: Api, bot: string): Promise<BotReply> {
  return api.call('POST', `/api/bots/${encodeURIComponent(bot)}/token`);
}

/** Ends a bot; what it said stays. */
export function revokeBot(api: Api, bot: string): Promise<void> {
  return api.call('DELETE', `/api/bots/${encodeURIComponent(bot)}`);
}
