import { describe, expect, it } from 'vitest';
import { matchNames } from '../src/ui/match-names.ts';

describe('the names offered', () => {
  const people = ['Noor Joelle Haddad', 'Jonas Lindqvist', 'Mira'].map((name) => ({ name }));

  it('are none once the one it can be is written out', () => {
    expect(matchNames(people, 'mira')).toEqual([]);
    expect(matchNames(people, 'mir')).toHaveLength(1);
  });

  it('stand as in the other lists: by what their numbers count', () => {
    const rooms = ['Team 10', 'Team 2'].map((name) => ({ name }));
    expect(matchNames(rooms, 'team').map(({ name }) => name)).toEqual(['Team 2', 'Team 10']);
  });

  it('are those that begin with it, then those with such a word', () => {
    expect(matchNames(people, 'jo').map(({ name }) => name)).toEqual(['Jonas Lindqvist', 'Noor Joelle Haddad']);
  });
});
