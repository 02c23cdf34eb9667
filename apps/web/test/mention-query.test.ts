import { describe, expect, it } from 'vitest';
import { mentionBefore } from '../src/features/composer/mention-query.ts';

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
