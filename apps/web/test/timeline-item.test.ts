import type { Row } from '@confab/client';
import type { Message } from '@confab/protocol';
import { describe, expect, it } from 'vitest';
import { countUnread, groupRows, reaches } from '../src/features/timeline/timeline-item.ts';

const NOON = new Date(2026, 10, 19, 12, 0).getTime();
const MINUTE = 60_000;
const ME = 'me';

function sent(seq: number, author: string, at: number, more: Partial<Message> = {}): Row {
  const user = { id: author, name: author, kind: 'guest' as const };
  const message = { room: 'r', seq, rev: seq, id: `m${seq}`, author: user, body: `text ${seq}`, at, ...more };
  return { status: 'sent', id: message.id, message };
}

function pending(id: string, at: number): Row {
  return { status: 'pending', id, entry: { id, room: 'r', body: 'x', at, author: ME } };
}

const group = (rows: Row[], after?: number) =>
  groupRows(rows, { me: ME, now: NOON, divider: after === undefined ? undefined : { after, count: 1 } });

describe('groups', () => {
  it('puts messages of one author within five minutes under one heading', () => {
    const rows = [
      sent(1, 'a', NOON),
      sent(2, 'a', NOON + 4 * MINUTE),
      sent(3, 'a', NOON + 9 * MINUTE),
      sent(4, 'b', NOON + 9 * MINUTE),
    ];
    expect(group(rows).map(({ lead }) => lead)).toEqual([true, false, true, true]);
  });

  it('begins anew with an answer and around a deleted message', () => {
    const rows = [
      sent(1, 'a', NOON),
      sent(2, 'a', NOON, { replyTo: 'm1' }),
      sent(3, 'a', NOON, { deleted: true, body: '' }),
      sent(4, 'a', NOON),
    ];
    expect(group(rows).map(({ lead }) => lead)).toEqual([true, true, true, true]);
  });

  it('takes one’s own unsent messages for one’s own', () => {
    expect(group([sent(1, ME, NOON), pending('p', NOON + MINUTE)]).map(({ lead }) => lead)).toEqual([true, false]);
  });
});

describe('days', () => {
  it('names the day above its first message', () => {
    const rows = [
      sent(1, 'a', NOON - 400 * 24 * 60 * MINUTE),
      sent(2, 'a', NOON - 24 * 60 * MINUTE),
      sent(3, 'a', NOON),
      sent(4, 'a', NOON),
    ];
    expect(group(rows).map(({ day }) => day)).toEqual(['Wednesday 15 October 2025', 'Yesterday', 'Today', undefined]);
  });

  it('leaves the year out of this year’s days', () => {
    expect(group([sent(1, 'a', NOON - 48 * 60 * MINUTE)])[0]?.day).toBe('Tuesday 17 November');
  });
});

describe('the unread divider', () => {
  const rows = [sent(1, 'a', NOON), sent(2, ME, NOON), sent(3, 'a', NOON), sent(4, 'a', NOON)];

  it('stands above the first message of others after the read pointer, and begins a group', () => {
    const items = group(rows, 1);
    expect(items.map(({ fresh }) => fresh)).toEqual([false, false, true, false]);
    expect(group([sent(1, 'a', NOON), sent(2, 'a', NOON)], 1)[1]?.lead).toBe(true);
  });

  it('stands nowhere while the rows don’t go back to the read pointer', () => {
    const late = rows.slice(2);
    expect(reaches(late, 1)).toBe(false);
    expect(group(late, 1).some(({ fresh }) => fresh)).toBe(false);
    expect(reaches(late, 2)).toBe(true);
  });

  it('counts what others wrote and did not take back', () => {
    expect(countUnread([...rows, sent(5, 'a', NOON, { deleted: true })], 1, ME)).toBe(2);
  });
});
