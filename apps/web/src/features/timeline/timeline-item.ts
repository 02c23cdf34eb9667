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

interface Grouping {
  /** Where “New” stands, if anywhere. */
  divider: Divider | undefined;
  /** The reader's user id. */
  me: string;
  /** Unix ms, for “Today”. */
  now: number;
  /** The rows wanted; all where left out. */
  span?: { from: number; to: number };
}

/** Groups rows by author and day. What is not wanted costs nothing. */
export function groupRows(rows: readonly Row[], { divider, me, now, span }: Grouping): TimelineItem[] {
  const { from, to } = span ?? { from: 0, to: rows.length };
  const firstUnread = freshRow(rows, divider, me);
  let before = rows[from - 1];
  return rows.slice(from, to).map((row) => {
    const newDay = !before || dayOf(timeOf(before)) !== dayOf(timeOf(row));
    const fresh = row.id === firstUnread;
    const lead = newDay || fresh || !continues(before, row, me);
    const day = newDay ? dayLabel(timeOf(row), now) : undefined;
    before = row;
    return { row, lead, day, fresh };
  });
}

/** The id of the row that the divider stands above. */
export function freshRow(rows: readonly Row[], divider: Divider | undefined, me: string): string | undefined {
  if (!divider || !reaches(rows, divider.after)) return undefined;
  return rows.find((row) => isUnread(row, divider.after, me))?.id;
}

/**
 * The divider among the rows that are shown. What is loaded and not shown may lie right after the read pointer, and must
 * not make the divider look out of reach.
 */
export function dividerAmong(
  shown: readonly Row[],
  loaded: readonly Row[],
  divider: Divider | undefined,
): Divider | undefined {
  if (!divider || !reaches(loaded, divider.after)) return undefined;
  const [first] = shown;
  const isLater = first?.status === 'sent' && first.message.seq > divider.after + 1;
  return isLater ? { ...divider, after: first.message.seq - 1 } : divider;
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
