/** WebSocket close codes in use: RFC 6455 section 7.4.1, and 4000–4999 of Confab's own. */
export const CLOSE = {
  bye: 1000,
  goingAway: 1001,
  protocolError: 1002,
  invalidPayload: 1007,
  tooBig: 1009,
  restarting: 1012,
  overloaded: 1013,
  unauthenticated: 4001,
  revoked: 4003,
  flooding: 4008,
} as const;

/** What a client does after a close. */
export type AfterClose = 'stop' | 'reconnect' | 'reconnect-now';

/**
 * What a client does after the server closed with `code`. PROTOCOL.md, "Close codes".
 * 1012 means a planned restart: reconnect at once, jittered. An unknown code below 4500 is worth another try.
 */
export function afterClose(code: number): AfterClose {
  if (code === CLOSE.restarting) return 'reconnect-now';
  if (code === CLOSE.unauthenticated || code === CLOSE.revoked) return 'stop';
  if (code >= 4500 && code <= 4999) return 'stop';
  return 'reconnect';
}
