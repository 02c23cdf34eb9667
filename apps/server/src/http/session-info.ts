import type { SessionInfo } from '@confab/protocol';
import type { AccountRecord } from '../log/account-directory.ts';

/** An account in the form of the wire, for its owner. */
export function toSessionInfo({ user, role, email, statusText }: AccountRecord): SessionInfo {
  return {
    user,
    role,
    ...(email === undefined ? {} : { email }),
    ...(statusText === '' ? {} : { statusText }),
  };
}
