import type { signUp } from '@confab/client';
import type { SignUpFields } from '../features/sign-in/use-sign-up.ts';

/** What the server is asked for, of what somebody filled in. */
export function signUpWish({ invite, ...fields }: SignUpFields): Parameters<typeof signUp>[1] {
  return invite.trim() === '' ? fields : { ...fields, invite: invite.trim() };
}
