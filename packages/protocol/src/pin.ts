import type { Message } from './message.ts';

/** What a message shows of its pin. */
export interface Pinned {
  /** The id of the user who pinned it. */
  by: string;
  /** Unix milliseconds. */
  at: number;
}

/** `GET /api/rooms/:room/pins`, the latest pin first. */
export interface PinList {
  pins: Message[];
}
