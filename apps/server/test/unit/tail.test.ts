import { describe, expect, test } from 'vitest';
import { Tail } from '../../src/log/tail.ts';
import { aChange } from '../support/samples.ts';

/** The revs that a tail answers with, or its other answer. */
function read(tail: Tail, rev: number, sinceId?: string): number[] | string {
  const answer = tail.since(rev, sinceId);
  return answer.kind === 'changes' ? answer.changes.map((change) => change.rev) : answer.kind;
}

function tailOf(...revs: number[]): Tail {
  const tail = new Tail(0, undefined);
  for (const rev of revs) tail.add(aChange({ rev }));
  return tail;
}

describe('since', () => {
  test('gives what came after the cursor, by ascending rev', () => {
    const tail = tailOf(1, 2, 3);
    expect(read(tail, 0)).toEqual([1, 2, 3]);
    expect(read(tail, 2)).toEqual([3]);
    expect(read(tail, 3)).toEqual([]);
  });

  test('gives each message once, in its latest state', () => {
    const tail = new Tail(0, undefined);
    for (const [rev, seq] of [
      [1, 1],
      [2, 2],
      [3, 1],
      [4, 3],
      [5, 1],
    ] as const)
      tail.add(aChange({ rev, seq }));
    expect(read(tail, 0)).toEqual([2, 4, 5]);
    expect(read(tail, 3)).toEqual([4, 5]);
  });

  test('ahead of the room is a mismatch', () => {
    expect(read(tailOf(1, 2), 3)).toBe('mismatch');
    expect(read(new Tail(5, 'm5'), 6)).toBe('mismatch');
  });

  test('an id that did not have the rev is a mismatch', () => {
    const tail = tailOf(1, 2, 3);
    expect(read(tail, 2, 'm2')).toEqual([3]);
    expect(read(tail, 2, 'm1')).toBe('mismatch');
    expect(read(tail, 3, 'other')).toBe('mismatch');
  });

  test('at the floor the id is checked where it is known, else the log has to say', () => {
    expect(read(new Tail(5, 'm5'), 5, 'm5')).toEqual([]);
    expect(read(new Tail(5, 'm5'), 5, 'm4')).toBe('mismatch');
    expect(read(new Tail(5, undefined), 5, 'm5')).toBe('beyond');
    expect(read(new Tail(5, undefined), 5)).toEqual([]);
  });

  test('below the floor is beyond', () => {
    expect(read(new Tail(5, 'm5'), 4)).toBe('beyond');
  });

  test('in an empty room nothing had rev 0, so an id with it says nothing', () => {
    expect(read(new Tail(0, undefined), 0, 'anything')).toEqual([]);
  });
});

describe('forgetting', () => {
  test('the oldest go beyond the number of changes', () => {
    const tail = new Tail(0, undefined, 3);
    for (let rev = 1; rev <= 5; rev += 1) tail.add(aChange({ rev }));
    expect(read(tail, 1)).toBe('beyond');
    expect(read(tail, 2, 'm2')).toEqual([3, 4, 5]);
    expect(read(tail, 2, 'm1')).toBe('mismatch');
  });

  test('the oldest go beyond the size, and size is what is held', () => {
    const json = 'x'.repeat(100);
    const tail = new Tail(0, undefined, 1_000, 250);
    for (let rev = 1; rev <= 4; rev += 1) tail.add(aChange({ rev, json }));
    expect(tail.size).toBe(200);
    expect(read(tail, 2)).toEqual([3, 4]);
    expect(read(tail, 1)).toBe('beyond');
  });

  test('one change that is larger than all is forgotten too, and the cursor at it still holds', () => {
    const tail = new Tail(0, undefined, 10, 50);
    tail.add(aChange({ rev: 1, json: 'x'.repeat(100) }));
    expect(tail.size).toBe(0);
    expect(read(tail, 0)).toBe('beyond');
    expect(read(tail, 1, 'm1')).toEqual([]);
  });

  test('clear keeps the head', () => {
    const tail = tailOf(1, 2, 3);
    tail.clear();
    expect(tail.size).toBe(0);
    expect(read(tail, 2)).toBe('beyond');
    expect(read(tail, 3, 'm3')).toEqual([]);
    tail.add(aChange({ rev: 4 }));
    expect(read(tail, 3)).toEqual([4]);
  });

  test('stays right over thousands of changes', () => {
    const tail = new Tail(0, undefined, 100);
    for (let rev = 1; rev <= 5_000; rev += 1) tail.add(aChange({ rev, json: '{}' }));
    expect(read(tail, 4_899)).toBe('beyond');
    expect(read(tail, 4_900)).toHaveLength(100);
    expect(read(tail, 4_998, 'm4998')).toEqual([4_999, 5_000]);
    expect(tail.size).toBe(200);
  });
});

test('a change that leaves a hole makes everything before it unusable', () => {
  const tail = tailOf(1, 2, 5);
  expect(read(tail, 1)).toBe('beyond');
  expect(read(tail, 4)).toEqual([5]);
  expect(read(tail, 4, 'm4')).toBe('beyond');
});
