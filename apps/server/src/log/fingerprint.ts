import { hash } from 'node:crypto';

/**
 * Tells a resend of a message from another use of its id (G2), even after an edit. 96 bits are plenty for one id.
 * @param body as first sent
 * @param attachments the ids of its files
 */
export function fingerprint(body: string, attachments: readonly string[] = []): string {
  // No body holds NUL, so nothing else can read like a body with files.
  const content = attachments.length > 0 ? `${body}\0${attachments.join()}` : body;
  return hash('sha256', content, 'base64url').slice(0, 16);
}
