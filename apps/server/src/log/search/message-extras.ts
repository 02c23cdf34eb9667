import type { Extra } from './search-request.ts';

const LINK = /\bhttps?:\/\/[^\s<>]/iu;

/** What `has:` can ask for. @param attachments the message's files, JSON, null for none */
export function extrasOf(body: string, attachments: string | null): Extra[] {
  const extras: Extra[] = [];
  if (LINK.test(body)) extras.push('link');
  if (attachments !== null && attachments !== '[]') extras.push('file');
  return extras;
}
