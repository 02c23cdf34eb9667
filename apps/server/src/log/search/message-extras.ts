import type { Attachment } from '@confab/protocol';
import type { Extra } from './search-request.ts';

const LINK = /\bhttps?:\/\/[^\s<>]/iu;

/** What `has:` can ask for. */
export function extrasOf(body: string, attachments: readonly Attachment[]): Extra[] {
  const extras: Extra[] = [];
  // Most messages hold no link, and are told so faster.
  if (body.includes('://') && LINK.test(body)) extras.push('link');
  if (attachments.length > 0) extras.push('file');
  return extras;
}
