import type { Row } from '@confab/client';
import { dayLabel, dayOf } from '../../ui/clock-time.ts';

/** One item of the list: a message with what stands above it. */
export interface TimelineItem {
  row: Row;
  /** Shows the author; the others continue theirs. */
  lead: boolean;
  /** The day that begins here. */
  day: string | undefined;
  /** The unread divider stands above it. */
  fresh: boolean;
}

/** Messages of one author that follow each other within this time share one heading. */
const GROUP_MS = 5 * 60_000;

/** Where the unread divider stands, decided once when a room is opened. */
export interface Divider {
  /** The read pointer then: it stands before the first message of others after this `seq`. */
  after: number;
  /** How many there were then. */
  count: number;
}

/**
 * Groups rows by author and day.
 * @param divider where “New” stands, if anywhere
 * @param me the reader's user id
 * @param now Unix ms, for “Today”
 */
export function groupRows(
  rows: readonly Row[],
  { divider, me, now }: { divider: Divider | undefined; me: string; now: number },
): TimelineItem[] {
  let before: Row | undefined;
  let dividable = divider !== undefined && reaches(rows, divider.after);
  return rows.map((row) => {
    const newDay = !before || dayOf(timeOf(before)) !== dayOf(timeOf(row));
    const fresh = dividable && isUnread(row, divider?.after ?? 0, me);
    if (fresh) dividable = false;
    const lead = newDay || fresh || !continues(before, row, me);
    const day = newDay ? dayLabel(timeOf(row), now) : undefined;
    before = row;
    return { row, lead, day, fresh };
  });
}

/** Whether the rows go back to the read pointer: before that, nobody knows where the unread ones begin. */
export function reaches(rows: readonly Row[], seq: number): boolean {
  const first = rows[0];
  return first?.status === 'sent' && first.message.seq <= seq + 1;
}

/** When a row was written, Unix ms; of the sender's clock until it is sent. */
export function timeOf(row: Row): number {
  return row.status === 'sent' ? row.message.at : row.entry.at;
}

/** How many messages of others lie after `readSeq`. */
export function countUnread(rows: readonly Row[], readSeq: number, me: string): number {
  return rows.filter((row) => isUnread(row, readSeq, me)).length;
}

function isUnread(row: Row, readSeq: number, me: string): boolean {
  return row.status === 'sent' && row.message.seq > readSeq && row.message.author.id !== me && !row.message.deleted;
}

function continues(before: Row | undefined, row: Row, me: string): boolean {
  if (!before || isDeleted(before) || isDeleted(row)) return false;
  const sameAuthor = authorOf(before, me) === authorOf(row, me);
  return sameAuthor && replyOf(row) === undefined && timeOf(row) - timeOf(before) < GROUP_MS;
}

function isDeleted(row: Row): boolean {
  return row.status === 'sent' && row.message.deleted === true;
}

function authorOf(row: Row, me: string): string {
  return row.status === 'sent' ? row.message.author.id : me;
}

function replyOf(row: Row): string | undefined {
  return row.status === 'sent' ? row.message.replyTo : row.entry.replyTo;
}
