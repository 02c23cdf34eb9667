import * as v from 'valibot';
import { CLIENT_SCHEMAS, type ClientMessage, type ClientMessageType } from './client-message.ts';
import { dropNulls } from './drop-nulls.ts';
import type { ErrorCode } from './error.ts';
import { BODY_PROBLEMS, identifier } from './field.ts';
import type { ServerMessage } from './server-message.ts';

/** A client frame that passed, or the `error` it deserves (with its id and type, where they could be read). */
export type Decoded =
  | { ok: true; message: ClientMessage }
  | { ok: false; code: ErrorCode; reason: string; id: string | undefined; type: string | undefined };

/** A JSON object that may be a frame. */
interface RawFrame {
  id?: unknown;
  type?: unknown;
}

/**
 * Reads one text frame of a client: the only place where input is parsed and validated. Unknown fields are left out of
 * the message, and `null` is no field.
 * @param text the frame's text
 * @returns the typed message, or `bad_frame` (not a JSON object with a string `type`), `unknown_type`, `invalid`
 *   (a field is missing or wrong; the reason names it) or `too_large` (the body)
 */
export function decodeClientMessage(text: string): Decoded {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('bad_frame', 'the frame is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse('bad_frame', 'the frame is not a JSON object');
  }
  const frame: RawFrame = value;
  const { type } = frame;
  if (typeof type !== 'string') return refuse('bad_frame', 'the frame has no string `type`', frame);
  if (!isClientType(type)) return refuse('unknown_type', `there is no frame of type ${quote(type)}`, frame);

  if (text.includes('null')) dropNulls(frame);
  const result = v.safeParse(CLIENT_SCHEMAS[type], frame, { abortEarly: true, abortPipeEarly: true });
  if (result.success) return { ok: true, message: result.output };
  const issue = result.issues[0];
  const field = v.getDotPath(issue) ?? 'frame';
  const code = issue.message === BODY_PROBLEMS.too_large ? 'too_large' : 'invalid';
  return refuse(code, `${field}: ${describe(issue)}`, frame);
}

/** Encodes a frame of a client. The caller has built a valid one. */
export function encodeClientMessage(message: ClientMessage): string {
  return JSON.stringify(message);
}

/** Encodes a frame of a server. */
export function encodeServerMessage(message: ServerMessage): string {
  return JSON.stringify(message);
}

/**
 * Reads one text frame of a server. The server is trusted for the shape of the types it sends; a newer one may
 * send more, so unknown fields pass and the caller ignores types it does not know.
 * @returns undefined where the text is not a JSON object with a `type`
 */
export function decodeServerMessage(text: string): ServerMessage | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    return typeof (value as { type?: unknown }).type === 'string' ? (value as ServerMessage) : undefined;
  } catch {
    return undefined;
  }
}

function isClientType(type: string): type is ClientMessageType {
  return Object.hasOwn(CLIENT_SCHEMAS, type);
}

function describe(issue: v.BaseIssue<unknown>): string {
  if (issue.kind !== 'schema' || issue.type !== 'object') return issue.message;
  return 'is missing';
}

function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

function refuse(code: ErrorCode, reason: string, { id, type }: RawFrame = {}): Decoded {
  return {
    ok: false,
    code,
    reason,
    id: v.is(identifier, id) ? id : undefined,
    type: typeof type === 'string' ? type : undefined,
  };
}
