import type { AuditEntry, AuditPage } from '@confab/protocol';

/**
 * Adds the page that was asked for behind an entry. Where that is not the last one any more, the page has come twice or
 * belongs to another filter, and nothing changes.
 */
export function withOlder(known: AuditPage, last: AuditEntry | undefined, page: AuditPage): AuditPage {
  if (known.entries.at(-1) !== last) return known;
  return { entries: [...known.entries, ...page.entries], hasMore: page.hasMore };
}
