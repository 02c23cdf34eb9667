import { beforeEach, describe, expect, test } from 'vitest';
import { applyOperation, type LogOperation } from '../../src/log/apply-operation.ts';
import { settleThreads } from '../../src/log/apply-thread.ts';
import { type BatchState, emptyBatchState } from '../../src/log/batch-state.ts';
import type { Change } from '../../src/log/operation.ts';
import { ReplySeqs } from '../../src/rooms/reply-seqs.ts';
import { ADA, aPost, BO } from '../support/samples.ts';

let state: BatchState;
let changes: Change[];

beforeEach(() => {
  state = emptyBatchState();
  state.heads.set('r', { seq: 0, rev: 0 });
  changes = [];
  apply(aPost({ id: 'root' }));
});

const apply = (operation: LogOperation) => applyOperation(state, operation, changes);
const reply = (id: string, more: Partial<Parameters<typeof aPost>[0]> = {}) =>
  apply(aPost({ id, thread: 'root', ...more }));
const remove = (message: string) =>
  apply({ kind: 'delete', room: 'r', message, user: ADA.id, at: 2_000, own: true, others: true });
const threadState = () => state.messages.get('root')?.threadState;

describe('C21: a batch with replies', () => {
  test('changes the root once, after all of them, with the next rev', () => {
    reply('a', { at: 5 });
    reply('b', { author: BO, at: 6 });
    apply(aPost({ id: 'c' }));
    settleThreads(state, changes);
    expect(changes.map(({ id, rev, seq, isNew }) => [id, rev, seq, isNew])).toEqual([
      ['root', 1, 1, true],
      ['a', 2, 2, true],
      ['b', 3, 3, true],
      ['c', 4, 4, true],
      ['root', 5, 1, false],
    ]);
    expect(threadState()).toEqual({ count: 2, lastAt: 6, lastSeq: 3, users: [BO.id, ADA.id] });
    expect(state.heads.get('r')).toEqual({ seq: 4, rev: 5 });
  });

  test('without any changes no root', () => {
    apply(aPost({ id: 'a' }));
    settleThreads(state, changes);
    expect(changes).toHaveLength(2);
    expect(state.follows).toEqual([]);
  });

  test('names those who replied last, each once, five at most', () => {
    const people = Array.from({ length: 7 }, (_, i) => ({ ...BO, id: `p${i}` }));
    for (const author of [...people, ADA, ...people.slice(5)]) reply(`${state.messages.size}`, { author });
    expect(threadState()?.users).toEqual(['p6', 'p5', ADA.id, 'p4', 'p3']);
  });

  test('says which stand in the thread only', () => {
    reply('a');
    reply('b', { toRoom: true });
    expect(changes.map(({ threadOnly }) => threadOnly)).toEqual([undefined, true, undefined]);
  });
});

describe('a reply that is deleted', () => {
  test('is taken out of the count, and the one before it is the last', () => {
    state.recentReplies.set('root', []);
    reply('a', { at: 5 });
    reply('b', { author: BO, at: 6 });
    remove('b');
    expect(threadState()).toEqual({ count: 1, lastAt: 5, lastSeq: 2, users: [ADA.id] });
    remove('b');
    expect(threadState()?.count).toBe(1);
    remove('a');
    expect(threadState()).toBeUndefined();
  });
});

test('C22: the root’s author, who replies and who is mentioned follow the thread', () => {
  reply('a', { author: BO, mentions: ['cy'] });
  expect(state.follows.map(({ user, readSeq, why }) => [user, readSeq, why])).toEqual([
    [BO.id, 2, 'wrote'],
    [ADA.id, 0, 'root'],
    ['cy', 1, 'mentioned'],
  ]);
});

describe('the replies of a room', () => {
  test('are counted after any seq', () => {
    const replies = new ReplySeqs([2, 5]);
    replies.add(6);
    expect([0, 2, 4, 5, 6, 9].map((seq) => replies.countAfter(seq))).toEqual([3, 2, 2, 1, 0, 0]);
    expect(new ReplySeqs().countAfter(0)).toBe(0);
  });

  test('are remembered up to a bound, the newest of them', () => {
    const replies = new ReplySeqs();
    for (let seq = 1; seq <= 25_000; seq += 1) replies.add(seq);
    expect(replies.countAfter(24_990)).toBe(10);
    expect(replies.countAfter(0)).toBeLessThanOrEqual(20_000);
  });
});
