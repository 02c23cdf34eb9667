import { describe, expect, it } from 'vitest';
import { matchPeople, mentionBefore } from '../src/features/composer/mention-query.ts';

const user = (id: string, name: string) => ({ id, name, kind: 'guest' as const });

describe('a mention being typed', () => {
  it.each([
    ['@', { at: 0, query: '' }],
    ['ask @in', { at: 4, query: 'in' }],
    ['(@Zoë', { at: 1, query: 'Zoë' }],
    ['@Ines Car', { at: 0, query: 'Ines Car' }],
  ])('%j', (text, found) => expect(mentionBefore(text, text.length)).toEqual(found));

  it.each(['', 'mail@example', 'a@', '@Ines ', '@@x', 'see https://x.example/@y'])('none in %j', (text) =>
    expect(mentionBefore(text, text.length)).toBeUndefined(),
  );

  it('looks only before the caret', () => {
    expect(mentionBefore('@in and more', 3)).toEqual({ at: 0, query: 'in' });
  });
});

describe('the people offered', () => {
  const people = [user('1', 'Noor Joelle Haddad'), user('2', 'Jonas Lindqvist'), user('3', 'Joan'), user('4', 'Mira')];

  it('are nobody once the one it can be is written out', () => {
    expect(matchPeople(people, 'mira', '1')).toEqual([]);
    expect(matchPeople(people, 'mir', '1')).toHaveLength(1);
  });

  it('are those whose name begins with it, then those with such a word, oneself excluded', () => {
    expect(matchPeople(people, 'jo', '3').map(({ name }) => name)).toEqual(['Jonas Lindqvist', 'Noor Joelle Haddad']);
  });
});
