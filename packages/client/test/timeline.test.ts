import type { Message } from '@confab/protocol';
import { describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../src/outbox-storage.ts';
import { reduceTimeline } from '../src/reduce-timeline.ts';
import { EMPTY_TIMELINE, type TimelineEvent, type TimelineState } from '../src/timeline-state.ts';
import { ANN, GENERAL, message, messages } from './samples.ts';

function reduce(state: TimelineState, ...events: TimelineEvent[]): TimelineState {
  return events.reduce(reduceTimeline, state);
}

function page(from: number, to: number, rev = to): TimelineEvent {
  return {
    type: 'joined',
    messages: messages(from, to),
    rev,
    seq: to,
    complete: from === 1,
    resumed: false,
    life: 'a',
  };
}

function resumed(list: Message[], rev: number, seq: number): TimelineEvent {
  return { type: 'joined', messages: list, rev, seq, complete: true, resumed: true, life: 'a' };
}

function changes(...list: Message[]): TimelineEvent {
  return { type: 'changes', messages: list, following: true };
}

function entry(id: string, at = 1): OutboxEntry {
  return { id, room: GENERAL.id, body: `mine ${id}`, at, author: ANN.id };
}

function mine(id: string, seq: number, rev = seq): Message {
  return { room: GENERAL.id, seq, rev, id, author: ANN, body: `mine ${id}`, at: 7 };
}

/** Rows in short: `m1` sent, `a?` pending, `a!` failed. */
function shown(state: TimelineState): string {
  const mark = { sent: '', pending: '?', failed: '!' };
  return state.rows.map((row) => row.id + mark[row.status]).join(' ');
}

describe('timeline: joins', () => {
  it('starts with the newest page', () => {
    const state = reduce(EMPTY_TIMELINE, page(3, 5));
    expect(shown(state)).toBe('m3 m4 m5');
    expect(state).toMatchObject({ hasOlder: true, rev: 5, head: 5, cursor: { since: 5, sinceId: 'm5', life: 'a' } });
  });

  it('knows when that is the whole room', () => {
    expect(reduce(EMPTY_TIMELINE, page(1, 2)).hasOlder).toBe(false);
    expect(reduce(EMPTY_TIMELINE, page(1, 0))).toMatchObject({ rows: [], hasOlder: false, rev: 0, head: 0 });
  });

  it('leaves sinceId out where the page does not hold the latest change', () => {
    expect(reduce(EMPTY_TIMELINE, page(3, 5, 9)).cursor).toEqual({ since: 9, life: 'a' });
  });

  it('resumes: edits in place, new messages at the end, in order of seq', () => {
    const state = reduce(EMPTY_TIMELINE, page(3, 5), resumed([message(4, 6), message(7, 8), message(6, 9)], 9, 7));
    expect(shown(state)).toBe('m3 m4 m5 m6 m7');
    expect(state).toMatchObject({ rev: 9, head: 7, cursor: { since: 9, sinceId: 'm6' } });
  });

  it('ignores changes older than the window, but remembers the latest for the cursor', () => {
    const state = reduce(EMPTY_TIMELINE, page(3, 5), resumed([message(1, 6)], 6, 5));
    expect(shown(state)).toBe('m3 m4 m5');
    expect(state.cursor).toEqual({ since: 6, sinceId: 'm1', life: 'a' });
  });

  it('drops what it held where too much was missed, but nothing unacknowledged', () => {
    const failed = { ...entry('b', 2), failure: { code: 'forbidden' as const, message: 'no' } };
    const state = reduce(
      EMPTY_TIMELINE,
      page(1, 3),
      { type: 'queued', entry: entry('a') },
      { type: 'queued', entry: failed },
      { type: 'joined', messages: messages(90, 92), rev: 95, seq: 92, complete: false, resumed: true, life: 'a' },
    );
    expect(shown(state)).toBe('m90 m91 m92 a? b!');
    expect(state).toMatchObject({ hasOlder: true, rev: 95, head: 92 });
  });

  it('loses its cursor where a resume leaves a hole in seq', () => {
    expect(reduce(EMPTY_TIMELINE, page(1, 3), resumed([message(5, 5)], 5, 5)).cursor).toBeUndefined();
    expect(reduce(EMPTY_TIMELINE, page(1, 3), resumed([], 4, 4)).cursor).toBeUndefined();
  });
});

describe('timeline: pushes', () => {
  const start = reduce(EMPTY_TIMELINE, page(3, 5));

  it('appends and edits; unchanged rows stay the same objects', () => {
    const next = reduce(start, changes(message(6, 6), message(4, 7, { body: 'edited' })));
    expect(shown(next)).toBe('m3 m4 m5 m6');
    expect(next.rows[1]).toMatchObject({ message: { body: 'edited' } });
    expect(next.rows[0]).toBe(start.rows[0]);
    expect(next.rows[2]).toBe(start.rows[2]);
  });

  it('ignores a change it has', () => {
    expect(reduce(start, changes(message(5, 5), message(4, 4)))).toBe(start);
  });

  it('stops at a hole', () => {
    const next = reduce(start, changes(message(6, 6), message(8, 8)));
    expect(next).toMatchObject({ rev: 6, head: 6 });
    expect(reduce(start, changes(message(4, 7, { body: 'after the hole' })))).toBe(start);
  });

  it('moves on over a change outside of the window without touching the rows', () => {
    const next = reduce(start, changes(message(1, 6)));
    expect(next.rev).toBe(6);
    expect(next.rows).toBe(start.rows);
  });

  it('stays bounded while messages come by the thousand', () => {
    const batches = Array.from({ length: 30 }, (_, n) => changes(...messages(6 + n * 100, 105 + n * 100)));
    const next = reduce(start, ...batches);
    expect(next.head).toBe(3_005);
    expect(next.rows.length).toBeLessThanOrEqual(1_700);
    expect(next.hasOlder).toBe(true);
  });
});

describe('timeline: history', () => {
  const start = reduce(EMPTY_TIMELINE, page(6, 8));

  it('prepends a page', () => {
    const next = reduce(start, { type: 'older', messages: messages(3, 5) });
    expect(shown(next)).toBe('m3 m4 m5 m6 m7 m8');
    expect(next.hasOlder).toBe(true);
    expect(reduce(next, { type: 'older', messages: messages(1, 2) }).hasOlder).toBe(false);
  });

  it('takes only what is missing, and nothing that leaves a hole', () => {
    expect(shown(reduce(start, { type: 'older', messages: messages(4, 7) }))).toBe('m4 m5 m6 m7 m8');
    expect(reduce(start, { type: 'older', messages: messages(1, 3) })).toBe(start);
  });

  it('does not go back to an earlier change than the page held', () => {
    const page = [message(3), message(4, 10, { body: 'second edit' }), message(5)];
    const next = reduce(start, { type: 'older', messages: page }, changes(message(4, 9, { body: 'first edit' })));
    expect(next.rows[1]).toMatchObject({ message: { body: 'second edit' } });
    expect(next.rev).toBe(9);
  });

  it('is not changed by an empty page', () => {
    expect(reduce(start, { type: 'older', messages: [] })).toBe(start);
  });
});

describe('timeline: places in history', () => {
  const bounds = { shown: 10, slack: 5, newest: 3 };
  const start = reduce({ ...EMPTY_TIMELINE, bounds }, page(91, 100));
  const apart = reduce(start, { type: 'around', messages: messages(40, 44) });
  const later = (seq: number): TimelineEvent => ({ type: 'changes', messages: [message(seq)], following: false });

  it('shows a page from anywhere, and keeps the newest messages up to date meanwhile', () => {
    const next = reduce(apart, changes(message(42, 101, { body: 'new' }), message(101, 102)));
    expect(shown(next)).toBe('m40 m41 m42 m43 m44');
    expect(next.rows[2]).toMatchObject({ message: { body: 'new' } });
    expect(next).toMatchObject({ hasOlder: true, hasNewer: true, head: 101, rev: 102 });
    expect(shown(reduce(next, { type: 'latest' }))).toBe('m98 m99 m100 m101');
  });

  it('goes on in both directions, and becomes the newest part of the room again where it gets there', () => {
    const older = reduce(apart, { type: 'older', messages: messages(37, 39) });
    expect(shown(older)).toBe('m37 m38 m39 m40 m41 m42 m43 m44');
    const newer = reduce(
      apart,
      { type: 'newer', messages: messages(45, 92) },
      { type: 'newer', messages: messages(93, 100) },
    );
    expect(newer.hasNewer).toBe(false);
    expect(newer.rows.at(-1)?.id).toBe('m100');
    expect(newer.rows.length).toBe(10);
  });

  it('lets go of what is far from the reader: new rows at the start, old ones at the end', () => {
    const up = reduce(start, { type: 'older', messages: messages(86, 90) });
    expect(shown(up)).toBe('m86 m87 m88 m89 m90 m91 m92 m93 m94 m95');
    expect(up.hasNewer).toBe(true);
    const following = reduce(start, ...messages(101, 116).map((one) => changes(one)));
    expect(following).toMatchObject({ hasNewer: false, head: 116 });
    expect(following.rows.length).toBeLessThanOrEqual(15);
  });

  it('leaves the rows alone while somebody reads among too many, and goes on without a page when they get to the end', () => {
    const reading = reduce(start, later(101), later(102));
    expect(reading.rows).toBe(start.rows);
    expect(reading).toMatchObject({ hasNewer: true, head: 102 });
    expect(reduce(reading, { type: 'newer', messages: [] })).toMatchObject({ hasNewer: false, head: 102 });
  });

  it('keeps what is not sent for the end', () => {
    const wrote = reduce(apart, { type: 'queued', entry: entry('a') });
    expect(shown(wrote)).toBe('m40 m41 m42 m43 m44');
    expect(shown(reduce(wrote, { type: 'latest' }))).toBe('m98 m99 m100 a?');
    const acked = reduce(wrote, { type: 'acked', message: mine('a', 101), live: true }, { type: 'latest' });
    expect(shown(acked)).toBe('m98 m99 m100 a');
  });

  it('starts at the newest page again where what it held cannot be continued', () => {
    const lost: TimelineEvent = {
      type: 'joined',
      messages: messages(196, 200),
      rev: 200,
      seq: 200,
      complete: false,
      resumed: true,
      life: 'a',
    };
    expect(reduce(apart, lost)).toMatchObject({ hasNewer: false, latest: [], head: 200, rows: { length: 5 } });
  });
});

describe('timeline: own messages', () => {
  const start = reduce(EMPTY_TIMELINE, page(1, 2), { type: 'queued', entry: entry('a', 1) });

  it('shows them behind the sent ones, in the order they were written', () => {
    expect(
      shown(reduce(start, { type: 'queued', entry: entry('c', 3) }, { type: 'queued', entry: entry('b', 2) })),
    ).toBe('m1 m2 a? b? c?');
  });

  it('turns the row into a sent one by the push, before the ack', () => {
    const pushed = reduce(start, changes(message(3, 3), mine('a', 4)));
    expect(shown(pushed)).toBe('m1 m2 m3 a');
    expect(reduce(pushed, { type: 'acked', message: mine('a', 4), live: true }).rows).toBe(pushed.rows);
  });

  it('turns it by the ack, before the push, and keeps the cursor until then', () => {
    const acked = reduce(start, { type: 'acked', message: mine('a', 3), live: true });
    expect(shown(acked)).toBe('m1 m2 a');
    expect(acked).toMatchObject({ rev: 2, head: 3, cursor: { since: 2 } });
    const pushed = reduce(acked, changes({ ...mine('a', 3), body: 'as the server has it' }));
    expect(pushed.rows[2]).toMatchObject({ status: 'sent', message: { body: 'as the server has it' } });
    expect(pushed).toMatchObject({ rev: 3, head: 3 });
  });

  it('waits with an ack that overtook other messages', () => {
    const acked = reduce(start, { type: 'acked', message: mine('a', 4), live: true });
    expect(shown(acked)).toBe('m1 m2 a?');
    expect(shown(reduce(acked, changes(message(3, 3))))).toBe('m1 m2 m3 a');
  });

  it('believes no ack while it is not live', () => {
    const acked = reduce(start, { type: 'acked', message: mine('a', 3), live: false });
    expect(shown(acked)).toBe('m1 m2 a?');
    expect(shown(reduce(acked, resumed([message(3, 3), mine('a', 4)], 4, 4)))).toBe('m1 m2 m3 a');
  });

  it('drops the row of an acknowledged message that is older than the window', () => {
    const far = reduce(start, {
      type: 'joined',
      messages: messages(90, 92),
      rev: 92,
      seq: 92,
      complete: false,
      resumed: true,
      life: 'a',
    });
    expect(shown(far)).toBe('m90 m91 m92 a?');
    expect(shown(reduce(far, { type: 'acked', message: mine('a', 3), live: true }))).toBe('m90 m91 m92');
  });

  it('shows a discarded message that arrives all the same', () => {
    const gone = reduce(start, { type: 'discarded', id: 'a' });
    expect(shown(gone)).toBe('m1 m2');
    expect(shown(reduce(gone, changes(mine('a', 3))))).toBe('m1 m2 a');
  });

  it('does not show an entry whose message is there', () => {
    const pushed = reduce(start, changes(mine('a', 3)));
    expect(reduce(pushed, { type: 'queued', entry: entry('a') })).toBe(pushed);
  });

  it('marks a refused one, and takes it back to pending', () => {
    const failure = { code: 'forbidden' as const, message: 'no' };
    const failed = reduce(start, { type: 'queued', entry: { ...entry('a'), failure } });
    expect(failed.rows[2]).toMatchObject({ status: 'failed', failure });
    expect(shown(reduce(failed, { type: 'queued', entry: entry('a') }))).toBe('m1 m2 a?');
  });
});

describe('timeline: somebody is called otherwise', () => {
  it('shows it at all they said, and leaves other rows as they are', () => {
    const state = reduce(EMPTY_TIMELINE, page(1, 2), changes({ ...message(3), author: ANN }));
    const user = { ...ANN, name: 'Anna', avatar: '/api/avatars/x' };
    const next = reduce(state, { type: 'renamed', user });
    expect(next.rows[2]).toMatchObject({ message: { author: user, rev: 3 } });
    expect(next.rows.slice(0, 2)).toEqual(state.rows.slice(0, 2));
    expect(next.rows[0]).toBe(state.rows[0]);
    expect(reduce(next, { type: 'renamed', user })).toBe(next);
    expect(reduce(next, { type: 'renamed', user: { id: 'u-cy', name: 'Cy', kind: 'guest' } })).toBe(next);
  });
});
