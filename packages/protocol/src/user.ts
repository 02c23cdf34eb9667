export type UserKind = 'person' | 'guest' | 'bot';

/** What somebody may do on the server as a whole; rooms have roles of their own. */
export type ServerRole = 'owner' | 'admin' | 'member' | 'guest';

/** Somebody who writes or reads. */
export interface User {
  id: string;
  name: string;
  /** The path or URL of a picture. */
  avatar?: string;
  kind: UserKind;
}

/** Server → client: somebody in one of the reader's rooms, or the reader, is called or looks otherwise now. */
export interface UserPush {
  type: 'user';
  user: User;
  /** What they say about themselves; empty for nothing. */
  statusText: string;
  /** What they may do on the server; only to the user themselves. */
  role?: ServerRole;
}
