import type { ServerRole, User } from '@confab/protocol';

/** What is written about accounts, their passwords and their sessions. Times are Unix ms. */
export type AccountOperation =
  | RegisterOperation
  | SetPasswordOperation
  | CreateResetOperation
  | ResetPasswordOperation
  | UpdateProfileOperation
  | EndSessionsOperation
  | CreateBotOperation
  | { kind: 'set-bot-token'; bot: string; tokenHash: string }
  | { kind: 'revoke-bot'; bot: string; at: number }
  | SetServerRoleOperation
  | { kind: 'touch-session'; session: string; at: number }
  | { kind: 'expire-sessions'; at: number };

/**
 * Makes an account, with its password and the invite it came by, in one transaction. The first one of a server owns it.
 * Refused: `conflict` where the address or the guest has one already, `forbidden` where the invite does not hold.
 */
export interface RegisterOperation {
  kind: 'register';
  user: { id: string; name: string; email: string };
  /** Set where the user exists already: the session of the guest who becomes this account. Its token is replaced. */
  guest: { session: string; tokenHash: string } | undefined;
  account: { id: string; passwordHash: string };
  /** The hash of the invite's code, where one is needed. */
  invite: string | undefined;
  at: number;
}

/** Changes a password and ends the user's other sessions. `conflict` where it has been changed since `previousHash`. */
export interface SetPasswordOperation {
  kind: 'set-password';
  user: string;
  previousHash: string;
  passwordHash: string;
  /** The session that stays. */
  keep: string;
  at: number;
}

/** Notes a link that lets its holder set a new password, once. An older one of the same user ends. */
export interface CreateResetOperation {
  kind: 'create-reset';
  id: string;
  user: string;
  tokenHash: string;
  at: number;
  expiresAt: number;
}

/** Uses such a link: sets the password and ends every session. `invalid` where it was used or has expired. */
export interface ResetPasswordOperation {
  kind: 'reset-password';
  user: string;
  tokenHash: string;
  passwordHash: string;
  at: number;
}

export interface UpdateProfileOperation {
  kind: 'update-profile';
  user: User['id'];
  name?: string;
  statusText?: string;
  /** The picture's path; null takes it away. */
  avatar?: string | null;
  at: number;
}

/** Ends one session of a user, or all but one, or all. */
export interface EndSessionsOperation {
  kind: 'end-sessions';
  user: string;
  only?: string;
  except?: string;
}

/** Makes a bot, a member of these rooms from the beginning. */
export interface CreateBotOperation {
  kind: 'create-bot';
  id: string;
  name: string;
  createdBy: string;
  tokenHash: string;
  allRooms: boolean;
  rooms: { id: string; readSeq: number }[];
  at: number;
}

export interface SetServerRoleOperation {
  kind: 'set-server-role';
  user: string;
  role: ServerRole;
  at: number;
  /** Written beside a server that may be running: it leaves a note, which the server looks for. */
  byOperator?: true;
}
