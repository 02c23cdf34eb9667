import type { User } from '@confab/protocol';
import { describe, expect, it, test } from 'vitest';
import { lookAlikes } from '../src/store/look-alikes.ts';
import { nameSkeleton } from '../src/store/name-skeleton.ts';

describe('names that look alike', () => {
  it.each([
    ['Ada', 'Аdа', 'Cyrillic'],
    ['Olga', 'Οlga', 'Greek'],
    ['Alice', 'AIice', 'a capital I for an l'],
    ['Lily', '1i1y', 'figures'],
    ['Otto', '0tt0', 'a zero'],
    ['Martin', 'rnartin', 'two letters for one'],
    ['Zoe', 'Zoë', 'accents'],
    ['Ada', 'A.d_a ', 'punctuation'],
    ['Ada', 'Ａｄａ', 'wide letters'],
    ['Ada', '𝒜𝒹𝒶', 'letters of mathematics'],
    ['Ada', 'ADA', 'case'],
  ])('%s and %s: %s', (name, other) => expect(nameSkeleton(other)).toBe(nameSkeleton(name)));

  it.each([
    ['Ada', 'Adam'],
    ['Ben', 'Ken'],
    ['Ольга', 'Олег'],
    ['田中', '田辺'],
    ['مريم', 'مرام'],
  ])('%s and %s do not', (name, other) => expect(nameSkeleton(other)).not.toBe(nameSkeleton(name)));
});

const user = (id: string, name: string, kind: User['kind'] = 'guest'): User => ({ id, name, kind });

test('a guest is marked who looks like somebody with an account, the latter is not', () => {
  const people = [user('1', 'Ada', 'person'), user('2', 'Аda'), user('3', 'Ben')];
  expect([...lookAlikes(people, '3')]).toEqual([['2', 'Looks like Ada']]);
});

test('of equals each is marked, but never oneself', () => {
  const people = [user('1', 'Ada'), user('2', 'Ada')];
  expect([...lookAlikes(people, '3')]).toEqual([
    ['1', 'Another Ada'],
    ['2', 'Another Ada'],
  ]);
  expect([...lookAlikes(people, '1')]).toEqual([['2', 'Another Ada']]);
});

test('of two guests the one whose name mixes scripts is marked', () => {
  expect([...lookAlikes([user('1', 'Аdа'), user('2', 'Ada')], '3')]).toEqual([['1', 'Looks like Ada']]);
});

test('names without letters look like nobody’s', () => {
  expect(lookAlikes([user('1', '👍'), user('2', '🎉')], '3').size).toBe(0);
});
