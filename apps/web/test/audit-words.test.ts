import { AUDIT_ACTIONS, type AuditEntry } from '@confab/protocol';
import { describe, expect, test } from 'vitest';
import { AUDIT_CHOICES, detailOf, sentenceOf } from '../src/features/moderation/audit-words.ts';
import { withOlder } from '../src/features/moderation/with-older.ts';
import { restrictionWords } from '../src/store/restriction-words.ts';

const entry = (fields: Partial<AuditEntry>): AuditEntry => ({
  id: 1,
  at: 0,
  actor: { id: 'ada', name: 'Ada', kind: 'person' },
  action: 'member.ban',
  detail: {},
  ...fields,
});
const until = (end: number | undefined) => (end === undefined ? 'for good' : `until ${end}`);

describe('an entry of the log in words', () => {
  test('every action can be chosen and said', () => {
    expect(AUDIT_CHOICES.map(([action]) => action)).toEqual([...AUDIT_ACTIONS]);
    for (const action of AUDIT_ACTIONS) expect(sentenceOf(entry({ action })).at(0)).toBe('{actor}');
  });

  test('without a room it is about the server', () => {
    expect(sentenceOf(entry({})).join('')).toBe('{actor} banned {user} from the server');
    expect(sentenceOf(entry({ room: { id: 'r', name: 'Garden' } })).join('')).toBe('{actor} banned {user} from {room}');
  });

  test('an action of a newer server is told by its name', () => {
    expect(sentenceOf(entry({ action: 'moon.land' as never })).join('')).toBe('{actor}: moon.land');
  });

  test('reason, end, role and pace', () => {
    expect(detailOf(entry({ detail: { reason: 'spam', until: 5 } }), until)).toBe('“spam”, until 5');
    expect(detailOf(entry({ detail: { reason: 'spam' } }), until)).toBe('“spam”, for good');
    expect(detailOf(entry({ action: 'member.role', detail: { from: 'member', to: 'moderator' } }), until)).toBe(
      'from member to moderator',
    );
    expect(detailOf(entry({ action: 'room.slow-mode', detail: { slowModeMs: 60_000 } }), until)).toBe('1 minute');
    expect(detailOf(entry({ action: 'room.slow-mode', detail: { slowModeMs: 0 } }), until)).toBe('Off');
  });
});

test('somebody who is muted or banned reads why and until when', () => {
  expect(restrictionWords({ kind: 'mute', reason: 'too loud' })).toBe(
    'You’re muted here until somebody lifts it. Reason: too loud.',
  );
  const soon = restrictionWords({ kind: 'ban', reason: 'spam.', until: Date.now() + 1 });
  expect(soon).toMatch(/^You’re banned from this room until \d\d:\d\d\. Reason: spam\.$/);
});

describe('the pages of the log', () => {
  const page = (...ids: number[]) => ({ entries: ids.map((id) => entry({ id })), hasMore: true });

  test('a page that comes twice, as after a double click, is taken once', () => {
    const newest = page(9, 8);
    const last = newest.entries.at(-1);
    const once = withOlder(newest, last, page(7, 6));
    const twice = withOlder(once, last, page(7, 6));
    expect(twice.entries.map(({ id }) => id)).toEqual([9, 8, 7, 6]);
  });

  test('one of another filter is not taken', () => {
    const last = page(9, 8).entries.at(-1);
    expect(withOlder(page(5), last, page(7, 6)).entries.map(({ id }) => id)).toEqual([5]);
  });
});
