import { findMentions, withoutCode } from '@confab/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mentionOf } from '../src/mention-of.ts';
import { ANN } from './samples.ts';

const NAMES = ['Ann', 'Ann Lee', 'J.R.', 'Zoë (home)', 'a-b', '[x]', '$^', 'ß|Å', 'Иван Петров'];

describe('mentionOf', () => {
  it('counts what findMentions marks', () => {
    const piece = fc.oneof(
      fc.constantFrom('@', '`', ' ', '-', '.', '/', '_', 'x', '1', 'é', '\n', '@@'),
      fc.constantFrom(...NAMES).chain((name) => fc.constantFrom(name, name.toLowerCase(), name.split(' ')[0] ?? '')),
    );
    const body = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), body, (name, text) => {
        const user = { ...ANN, name };
        expect(mentionOf(user).test(withoutCode(text))).toBe(findMentions(text, [user]).length > 0);
      }),
      { numRuns: 2_000 },
    );
  });
});
