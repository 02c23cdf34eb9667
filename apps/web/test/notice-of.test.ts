import type { Message, RoomSummary } from '@confab/protocol';
import { describe, expect, it } from 'vitest';
import { newsOf } from '../src/features/notifications/news-of.ts';
import { type Attention, type News, noticeOf } from '../src/features/notifications/notice-of.ts';

const ada = { id: 'ada', name: 'Ada', kind: 'guest' as const };
const ben = { id: 'ben', name: 'Ben', kind: 'guest' as const };
const room: RoomSummary = {
  id: 'r1',
  kind: 'room',
  slug: 'engine',
  name: 'Engine',
  topic: '',
  private: false,
  archived: false,
  createdAt: 0,
  role: 'member',
  favourite: false,
  muted: false,
  notify: 'all',
  head: 4,
  read: 4,
  unread: 0,
  mentions: 0,
};
const elsewhere: Attention = { looking: new Set(['other']), doNotDisturb: false };
const said: News = {
  room,
  mention: false,
  inThread: false,
  own: false,
  preview: { author: 'Ben', body: 'It  turns\nround' },
};

describe('a notice', () => {
  it('does not cut a long message within a character', () => {
    const preview = { author: 'Ben', body: `${'x'.repeat(159)}😀😀` };
    expect(noticeOf({ ...said, preview }, elsewhere)?.body).toBe(`Ben: ${'x'.repeat(159)}…`);
  });

  it('names the room and says who wrote what, on one line', () => {
    expect(noticeOf(said, elsewhere)).toEqual({
      title: 'Engine',
      body: 'Ben: It turns round',
      tag: 'r1',
      slug: 'engine',
    });
  });

  it('is cut where the message is long', () => {
    const body = noticeOf({ ...said, preview: { author: 'Ben', body: 'x'.repeat(500) } }, elsewhere)?.body;
    expect(body).toBe(`Ben: ${'x'.repeat(160)}…`);
  });

  it('has plain words where there is no preview', () => {
    expect(noticeOf({ ...said, preview: undefined }, elsewhere)?.body).toBe('There’s something new.');
    expect(noticeOf({ ...said, mention: true, preview: undefined }, elsewhere)?.body).toBe('Somebody mentioned you.');
  });

  it('doesn’t come for one’s own messages, in do not disturb, or while one looks at the room in any tab', () => {
    expect(noticeOf({ ...said, own: true }, elsewhere)).toBeUndefined();
    expect(noticeOf(said, { ...elsewhere, doNotDisturb: true })).toBeUndefined();
    expect(noticeOf(said, { ...elsewhere, looking: new Set(['r1']) })).toBeUndefined();
  });

  const told = (change: Partial<News>, how: Partial<RoomSummary>) =>
    noticeOf({ ...said, ...change, room: { ...room, ...how } }, elsewhere) !== undefined;

  it.each<[string, Partial<RoomSummary>, boolean, boolean]>([
    ['all', { notify: 'all' }, true, true],
    ['mentions', { notify: 'mentions' }, false, true],
    ['nothing', { notify: 'nothing' }, false, false],
    ['all, muted', { notify: 'all', muted: true }, false, true],
    ['nothing, direct', { notify: 'nothing', kind: 'direct' }, false, false],
    ['mentions, direct', { notify: 'mentions', kind: 'direct' }, true, true],
    ['all, muted, direct', { notify: 'all', muted: true, kind: 'direct' }, false, false],
  ])('follows the level: %s', (_, how, plain, mention) => {
    expect(told({}, how)).toBe(plain);
    expect(told({ mention: true }, how)).toBe(mention);
  });

  it('comes for a reply in a thread only where that mentions one', () => {
    expect(told({ inThread: true }, {})).toBe(false);
    expect(told({ inThread: true, mention: true }, {})).toBe(true);
  });

  it('of a person doesn’t name them twice', () => {
    const direct = { ...room, kind: 'direct' as const, name: 'Ben' };
    expect(noticeOf({ ...said, room: direct }, elsewhere)).toMatchObject({ title: 'Ben', body: 'It turns round' });
    const several = { ...direct, name: 'Ben, Cleo' };
    expect(noticeOf({ ...said, room: several }, elsewhere)?.body).toBe('Ben: It turns round');
  });
});

describe('news', () => {
  const message: Message = { room: 'r1', id: 'm5', seq: 5, rev: 9, author: ben, body: 'Hi @Ada', at: 0 };
  const activity = { type: 'activity', room: 'r1', seq: 5, unread: 1, mentions: 0 } as const;

  it('are new messages of a room that is open in this tab', () => {
    expect(newsOf({ type: 'message', ...message }, [room], ada)).toMatchObject({ mention: true, own: false });
    expect(newsOf({ type: 'message', ...message, author: ada }, [room], ada)?.own).toBe(true);
  });

  it('are not changes of old ones, or rooms that one is not in', () => {
    expect(newsOf({ type: 'message', ...message, seq: 4 }, [room], ada)).toBeUndefined();
    expect(newsOf({ type: 'message', ...message }, [], ada)).toBeUndefined();
  });

  it('are what the server tells of other rooms; one’s own messages elsewhere count nowhere', () => {
    expect(newsOf(activity, [room], ada)).toMatchObject({ mention: false, own: false });
    expect(newsOf({ ...activity, mentions: 1 }, [room], ada)?.mention).toBe(true);
    expect(newsOf({ ...activity, unread: 0 }, [room], ada)?.own).toBe(true);
  });
});
