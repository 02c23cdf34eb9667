import { describe, expect, it } from 'vitest';
import { hueOf, initialsOf } from '../src/ui/avatar.tsx';

describe('an avatar', () => {
  it.each([
    ['Ines Carvalho', 'IC'],
    ['ada', 'A'],
    ['Noor Joelle Haddad', 'NH'],
    ['👩‍🚀 Kim', '👩‍🚀K'],
    ['مريم حداد', 'مح'],
    ['  ', ''],
    ['e\u0301va Noa', 'E\u0301N'],
  ])('shows of %j the initials %j', (name, initials) => expect(initialsOf(name)).toBe(initials));

  it('shows one letter where there is room for one', () => expect(initialsOf('Ines Carvalho', 1)).toBe('I'));

  it('always has the same hue, whatever the id', () => {
    for (const id of ['', 'a', '0192f3', 'zzzzzzzzzzzzzzzzzzzzzzzz']) {
      expect(hueOf(id)).toBe(hueOf(id));
      expect(hueOf(id)).toBeGreaterThanOrEqual(0);
      expect(hueOf(id)).toBeLessThan(360);
    }
  });
});
