import { createHash } from 'node:crypto';

/**
 * Tells a resend of a message from another use of its id (G2), even after an edit. 96 bits are plenty for one id.
 * @param body as first sent
 */
export function fingerprint(body: string): string {
  return createHash('sha256').update(body).digest('base64url').slice(0, 16);
}
