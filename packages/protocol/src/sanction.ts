import type { User } from './user.ts';

/** `mute`: may read, not write. `ban`: may not be there. */
export type SanctionKind = 'mute' | 'ban';

/** What keeps somebody from writing, or from being there, as that person hears of it: not who did it. */
export interface Restriction {
  kind: SanctionKind;
  reason: string;
  /** When it ends, Unix milliseconds; without it when somebody lifts it. */
  until?: number;
}

/** A sanction as those who may lift it see it. */
export interface Sanction extends Restriction {
  id: string;
  user: User;
  /** Who did it. */
  by: User;
  /** Unix milliseconds. */
  at: number;
}

/** `GET /api/rooms/:room/sanctions` and `GET /api/sanctions`: those in force, newest first. */
export interface SanctionList {
  sanctions: Sanction[];
}

/** `POST /api/rooms/:room/sanctions` and `POST /api/sanctions`, 201. */
export interface SanctionReply {
  sanction: Sanction;
}
