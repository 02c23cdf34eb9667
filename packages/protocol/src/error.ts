import type { Restriction } from './sanction.ts';

/** Every code an `error` frame or an HTTP error body can carry. */
export const ERROR_CODES = [
  'bad_frame',
  'unknown_type',
  'invalid',
  'unauthenticated',
  'forbidden',
  'room_not_found',
  'message_not_found',
  'file_not_found',
  'user_not_found',
  'invite_not_found',
  'session_not_found',
  'bot_not_found',
  'not_joined',
  'too_large',
  'rate_limited',
  'conflict',
  'unavailable',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Server → client: a request failed. `id` is the request's, absent where it could not be read. */
export interface ErrorMessage {
  type: 'error';
  id?: string;
  code: ErrorCode;
  /** One sentence that names what was wrong, for a developer; the UI has its own words per code. */
  message: string;
  /** Milliseconds to wait before trying again; with `rate_limited` and `unavailable`. */
  retryAfterMs?: number;
  /** The room that asks for the wait, with `rate_limited`: others may be written to meanwhile. */
  room?: string;
  /** With `forbidden`: somebody was muted or banned, and this is why and until when. */
  restriction?: Restriction;
}

/** Server → client: a request succeeded. `seq`, `rev` and `at` as the request's type promises. */
export interface AckMessage {
  type: 'ack';
  id: string;
  seq?: number;
  rev?: number;
  /** Unix milliseconds. */
  at?: number;
}

/** The body of every HTTP error. `not_found` is an unknown route; the rest are the codes of frames. */
export interface HttpError {
  code: ErrorCode | 'not_found' | 'method_not_allowed';
  message: string;
  /** With `forbidden`: somebody was muted or banned, and this is why and until when. */
  restriction?: Restriction;
}
