export type UserKind = 'person' | 'guest' | 'bot';

/** Somebody who writes or reads. */
export interface User {
  id: string;
  name: string;
  /** The path or URL of a picture. */
  avatar?: string;
  kind: UserKind;
}
