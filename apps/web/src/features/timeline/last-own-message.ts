import type { Row } from '@confab/client';
import type { Message } from '@confab/protocol';

/** What somebody said last among these rows, where it is still there to be edited. */
export function lastOwnMessage(rows: readonly Row[], me: string): Message | undefined {
  const row = rows.findLast((one) => one.status === 'sent' && one.message.author.id === me && !one.message.deleted);
  return row?.status === 'sent' ? row.message : undefined;
}
