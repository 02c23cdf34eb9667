import type { SignedInReply } from '@confab/protocol';
import type { Api } from './types.ts';

/** Makes an account; a guest's session becomes it and keeps everything. `invite` is the code of an invite to the server. */
export function signUp(
  api: Api,
  fields: { email: string; password: string; name: string; invite?: string },
): Promise<SignedInReply> {
  return api.call('POST', '/api/auth/sign-up/email', fields);
}

export function signIn(api: Api, fields: { email: string; password: string }): Promise<SignedInReply> {
  return api.call('POST', '/api/auth/sign-in/email', fields);
}

/** Has a link mailed that sets a new password; says nothing about whether the address has an account. */
export function requestPasswordReset(api: Api, email: string): Promise<void> {
  return api.call('POST', '/api/auth/request-password-reset', { email });
}
