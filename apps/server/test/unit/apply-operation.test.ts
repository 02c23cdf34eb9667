import { beforeEach, describe, expect, test } from 'vitest';
import { applyOperation, type LogOperation } from '../../src/log/apply-operation.ts';
import { type BatchState, emptyBatchState } from '../../src/log/batch-state.ts';
import type { Change, Outcome } from '../../src/log/operation.ts';
import { aPost, BO } from '../support/samples.ts';

let state: BatchState;
let changes: Change[];

beforeEach(() => {
  state = emptyBatchState();
  state.heads.set('r', { seq: 0, rev: 0 });
  state.heads.set('other', { seq: 0, rev: 0 });
  changes = [];
});

const apply = (operation: LogOperation): Outcome => applyOperation(state, operation, changes);
const edit = (message: string, body: string, user = 'ada') =>
  apply({ kind: 'edit', room: 'r', message, user, body, at: 2_000, mentions: [] });
const remove = (message: string, user = 'ada', others = false) =>
  apply({ kind: 'delete', room: 'r', message, user, at: 2_000, own: true, others });
const react = (message: string, emoji: string, on: boolean, user = 'ada', room = 'r') =>
  apply({ kind: 'react', room, message, user, emoji, on, at: 3_000 });
const stored = (id: string) => state.messages.get(id);

describe('G3: seq numbers the messages, rev the changes, both without holes', () => {
  test('each message takes the next of both, each other change the next rev', () => {
    expect(apply(aPost({ id: 'a' }))).toEqual({ ok: true, seq: 1, rev: 1, at: 1_000 });
    expect(apply(aPost({ id: 'b' }))).toEqual({ ok: true, seq: 2, rev: 2, at: 1_000 });
    expect(edit('a', 'edited')).toEqual({ ok: true, seq: 1, rev: 3, at: 1_000 });
    expect(react('b', '👍', true)).toMatchObject({ seq: 2, rev: 4 });
    expect(remove('a')).toMatchObject({ seq: 1, rev: 5 });
    expect(apply(aPost({ id: 'c' }))).toMatchObject({ seq: 3, rev: 6 });
    expect(changes.map(({ rev, seq, id, isNew }) => [rev, seq, id, isNew])).toEqual([
      [1, 1, 'a', true],
      [2, 2, 'b', true],
      [3, 1, 'a', false],
      [4, 2, 'b', false],
      [5, 1, 'a', false],
      [6, 3, 'c', true],
    ]);
    expect(changes.map(({ json }) => JSON.parse(json).rev)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('rooms count on their own', () => {
    apply(aPost({ id: 'a' }));
    expect(apply(aPost({ id: 'b', room: 'other' }))).toMatchObject({ seq: 1, rev: 1 });
  });

  test('what is refused takes no number', () => {
    apply(aPost({ id: 'a' }));
    edit('a', 'x', 'bo');
    remove('nothing');
    react('nothing', '👍', true);
    apply(aPost({ id: 'b', replyTo: 'nothing' }));
    expect(state.heads.get('r')).toEqual({ seq: 1, rev: 1 });
    expect(changes).toHaveLength(1);
  });
});

describe('G2: message.id is the idempotency key', () => {
  test('the same again, in the same batch too, is the same outcome and no change', () => {
    const first = apply(aPost({ id: 'a' }));
    expect(apply(aPost({ id: 'a', at: 9_999 }))).toEqual(first);
    expect(changes).toHaveLength(1);
  });

  test('after an edit and a deletion it keeps its seq', () => {
    apply(aPost({ id: 'a' }));
    edit('a', 'edited');
    remove('a');
    expect(apply(aPost({ id: 'a' }))).toMatchObject({ ok: true, seq: 1 });
  });

  test.each([
    ['author', { author: BO }],
    ['body', { body: 'other' }],
    ['room', { room: 'other' }],
  ])('with another %s it is conflict', (_name, difference) => {
    apply(aPost({ id: 'a' }));
    expect(apply(aPost({ id: 'a', ...difference }))).toMatchObject({ ok: false, code: 'conflict' });
    expect(changes).toHaveLength(1);
  });
});

describe('references', () => {
  test('replyTo and thread may name a message of the same batch', () => {
    apply(aPost({ id: 'a' }));
    expect(apply(aPost({ id: 'b', replyTo: 'a', thread: 'a' }))).toMatchObject({ ok: true });
    expect(JSON.parse(changes[1]?.json ?? '')).toMatchObject({ replyTo: 'a', thread: 'a' });
  });

  test.each(['replyTo', 'thread'])('%s of another room or of none is message_not_found', (field) => {
    apply(aPost({ id: 'elsewhere', room: 'other' }));
    for (const id of ['elsewhere', 'nothing']) {
      expect(apply(aPost({ [field]: id }))).toMatchObject({ ok: false, code: 'message_not_found' });
    }
  });

  test('a room that is gone is room_not_found', () => {
    expect(apply(aPost({ room: 'gone' }))).toMatchObject({ ok: false, code: 'room_not_found' });
  });

  test('a message of another room cannot be changed through this one', () => {
    apply(aPost({ id: 'elsewhere', room: 'other' }));
    for (const outcome of [edit('elsewhere', 'x'), remove('elsewhere'), react('elsewhere', '👍', true)]) {
      expect(outcome).toMatchObject({ ok: false, code: 'message_not_found' });
    }
  });
});

describe('edit and delete', () => {
  test("only the author's", () => {
    apply(aPost({ id: 'a' }));
    expect(edit('a', 'x', 'bo')).toMatchObject({ ok: false, code: 'forbidden' });
    expect(remove('a', 'bo')).toMatchObject({ ok: false, code: 'forbidden' });
  });

  test('to the same body is no change', () => {
    apply(aPost({ id: 'a', body: 'same' }));
    expect(edit('a', 'same')).toMatchObject({ ok: true, rev: 1 });
    expect(changes).toHaveLength(1);
  });

  test('a deleted message is a tombstone without body, edit mark, reactions and mentions', () => {
    apply(aPost({ id: 'a', mentions: ['bo'] }));
    edit('a', 'edited');
    react('a', '👍', true);
    remove('a');
    const tombstone = JSON.parse(changes.at(-1)?.json ?? '');
    expect(tombstone).toMatchObject({ seq: 1, rev: 4, body: '', deleted: true });
    for (const gone of ['editedAt', 'reactions']) expect(tombstone).not.toHaveProperty(gone);
    expect(state.mentions.get('a')).toEqual([]);
    expect(state.addedReactions).toEqual([]);
    expect(changes.at(-1)?.mentions).toEqual([]);
  });

  test('deleting again is the same ack; editing or reacting is message_not_found', () => {
    apply(aPost({ id: 'a' }));
    remove('a');
    expect(remove('a')).toMatchObject({ ok: true, rev: 2 });
    expect(edit('a', 'x')).toMatchObject({ code: 'message_not_found' });
    expect(react('a', '👍', true)).toMatchObject({ code: 'message_not_found' });
  });
});

describe('reactions', () => {
  test('again is the same ack, taking back what is not there too', () => {
    apply(aPost({ id: 'a' }));
    expect(react('a', '👍', false)).toMatchObject({ ok: true, rev: 1 });
    expect(react('a', '👍', true)).toMatchObject({ rev: 2 });
    expect(react('a', '👍', true)).toMatchObject({ rev: 2 });
    expect(changes).toHaveLength(2);
  });

  test.each([
    ['on, off', [true, false], 0],
    ['on, off, on', [true, false, true], 1],
    ['on, off, on, off', [true, false, true, false], 0],
  ])('toggled in one batch end where the last says: %s', (_name, toggles, left) => {
    apply(aPost({ id: 'a' }));
    for (const on of toggles) react('a', '👍', on);
    expect(stored('a')?.reactions).toHaveLength(left);
    expect(state.addedReactions).toHaveLength(left);
    expect(changes).toHaveLength(1 + toggles.length);
  });

  test('one that was there, taken back and given again in one batch, is written once', () => {
    apply(aPost({ id: 'a' }));
    state.reactions.set('a', [{ message: 'a', emoji: '👍', user: 'ada', at: 1 }]);
    react('a', '👍', false);
    react('a', '👍', true);
    expect(state.removedReactions).toEqual([{ message: 'a', emoji: '👍', user: 'ada' }]);
    expect(state.addedReactions).toEqual([{ message: 'a', emoji: '👍', user: 'ada', at: 3_000 }]);
    expect(stored('a')?.reactions).toEqual([{ emoji: '👍', count: 1, users: ['ada'] }]);
  });

  test('of 25 people: all are counted, the first 20 listed, in order', () => {
    apply(aPost({ id: 'a' }));
    const users = Array.from({ length: 25 }, (_, i) => `user ${i}`);
    for (const user of users) react('a', '👍', true, user);
    expect(stored('a')?.reactions).toEqual([{ emoji: '👍', count: 25, users: users.slice(0, 20) }]);
    react('a', '👍', false, 'user 0');
    expect(stored('a')?.reactions).toEqual([{ emoji: '👍', count: 24, users: users.slice(1, 21) }]);
  });

  test('50 kinds fit on a message; one more of them passes, a 51st is too_large', () => {
    apply(aPost({ id: 'a' }));
    for (let i = 0; i < 50; i += 1) expect(react('a', `:e${i}:`, true)).toMatchObject({ ok: true });
    expect(react('a', ':e50:', true)).toMatchObject({ ok: false, code: 'too_large' });
    expect(react('a', ':e7:', true, 'bo')).toMatchObject({ ok: true });
  });

  test('leave the mentions alone', () => {
    apply(aPost({ id: 'a', mentions: ['bo'] }));
    react('a', '👍', true);
    expect(changes[0]).toMatchObject({ mentions: ['bo'] });
    expect(changes[1]).not.toHaveProperty('mentions');
  });
});

describe('a moderator deletes what another wrote', () => {
  test('the tombstone says so, and an audit record goes with it', () => {
    apply(aPost({ id: 'a' }));
    expect(remove('a', 'bo', true)).toMatchObject({ ok: true, rev: 2 });
    expect(JSON.parse(changes.at(-1)?.json ?? '')).toMatchObject({ deleted: true, deletedBy: 'moderator', body: '' });
    expect(state.audit).toEqual([
      { at: 2_000, actor: 'bo', action: 'message.delete', user: 'ada', room: 'r', message: 'a' },
    ]);
    remove('a', 'bo', true);
    expect(state.audit).toHaveLength(1);
  });

  test('one’s own is no such deed', () => {
    apply(aPost({ id: 'a' }));
    remove('a', 'ada', true);
    expect(state.audit).toEqual([]);
    expect(stored('a')?.deletedBy).toBeUndefined();
  });
});
