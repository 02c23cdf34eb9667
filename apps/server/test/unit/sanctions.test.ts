import { beforeEach, describe, expect, test } from 'vitest';
import type { SanctionRecord } from '../../src/log/moderation-records.ts';
import { banWords, refusalOf, Sanctions } from '../../src/rooms/sanctions.ts';
import { ManualClock } from '../support/manual-clock.ts';

let clock: ManualClock;
let sanctions: Sanctions;
beforeEach(() => {
  clock = new ManualClock(0);
  sanctions = new Sanctions(clock);
});

const mute = (fields: Partial<SanctionRecord> = {}): SanctionRecord => ({
  ...{ id: 'm1', kind: 'mute', user: 'bo', room: 'r', reason: 'loud', by: 'ada', at: 0, until: undefined },
  ...fields,
});

describe('what is in force', () => {
  test('in its room alone, and of its kind alone', () => {
    sanctions.add(mute());
    expect(sanctions.find('bo', 'mute', 'r')?.id).toBe('m1');
    expect(sanctions.find('bo', 'mute', 'other')).toBeUndefined();
    expect(sanctions.find('bo', 'mute')).toBeUndefined();
    expect(sanctions.find('bo', 'ban', 'r')).toBeUndefined();
    expect(sanctions.find('ada', 'mute', 'r')).toBeUndefined();
  });

  test('the server’s holds in every room; of two the one that ends last counts', () => {
    sanctions.add(mute({ until: 10 }));
    sanctions.add(mute({ id: 'm2', room: undefined, until: 20 }));
    expect(sanctions.find('bo', 'mute', 'r')?.id).toBe('m2');
    expect(sanctions.find('bo', 'mute', 'other')?.id).toBe('m2');
    sanctions.remove({ id: 'm2', user: 'bo' });
    expect(sanctions.find('bo', 'mute', 'r')?.id).toBe('m1');
  });

  test('until its end, and not at it', () => {
    sanctions.add(mute({ until: 10 }));
    clock.set(9);
    expect(sanctions.in('r')).toHaveLength(1);
    expect(sanctions.find('bo', 'mute', 'r')).toBeDefined();
    clock.set(1);
    expect(sanctions.in('r')).toEqual([]);
    expect(sanctions.find('bo', 'mute', 'r')).toBeUndefined();
  });

  test('also after a clock that was ahead for a while', () => {
    sanctions.add(mute({ until: 10 }));
    clock.set(60);
    expect(sanctions.find('bo', 'mute', 'r')).toBeUndefined();
    clock.set(-55);
    expect(sanctions.find('bo', 'mute', 'r')?.id).toBe('m1');
  });

  test('a later one takes the place of the earlier once it is written; until then both hold', () => {
    const later = mute({ id: 'm2', reason: 'louder' });
    sanctions.add(mute());
    sanctions.add(later);
    expect(sanctions.in('r').map(({ id }) => id)).toEqual(['m1', 'm2']);
    sanctions.written(later);
    expect(sanctions.in('r').map(({ id }) => id)).toEqual(['m2']);
  });

  test('of two at the same time that could not be written, none is left', () => {
    const [first, second] = [mute(), mute({ id: 'm2' })];
    for (const one of [first, second]) sanctions.add(one);
    for (const one of [first, second]) sanctions.remove(one);
    expect(sanctions.find('bo', 'mute', 'r')).toBeUndefined();
  });

  test('of two at the same time that are written one after the other, the second is left', () => {
    const [first, second] = [mute(), mute({ id: 'm2' })];
    for (const one of [first, second]) sanctions.add(one);
    sanctions.written(first);
    expect(sanctions.in('r')).toHaveLength(2);
    sanctions.written(second);
    expect(sanctions.in('r').map(({ id }) => id)).toEqual(['m2']);
  });

  test('one that was lifted before it is told to be written takes nothing away', () => {
    const lifted = mute({ id: 'm2' });
    sanctions.add(mute());
    sanctions.add(lifted);
    sanctions.remove(lifted);
    sanctions.written(lifted);
    expect(sanctions.in('r').map(({ id }) => id)).toEqual(['m1']);
  });
});

describe('in words', () => {
  test('why and until when', () => {
    const refusal = refusalOf(mute({ until: 1_000 }));
    expect(refusal.message).toBe('you are muted in this room until 1970-01-01T00:00:01.000Z: loud');
    expect(refusal.about.restriction).toEqual({ kind: 'mute', reason: 'loud', until: 1_000 });
    expect(refusalOf(mute({ kind: 'ban', room: undefined })).message).toBe('you are banned from this server: loud');
  });

  test('a close reason fits its 123 bytes, in whole characters', () => {
    const words = banWords({ kind: 'ban', reason: '😀'.repeat(100) });
    expect(Buffer.byteLength(words)).toBeLessThanOrEqual(123);
    expect(words).toMatch(/^banned: (😀)+$/u);
  });
});
