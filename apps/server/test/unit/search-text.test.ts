import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findMatches } from '../../src/log/search/find-matches.ts';
import { foldText } from '../../src/log/search/fold-text.ts';
import { matchExpression } from '../../src/log/search/match-expression.ts';
import { toQueryTerm } from '../../src/log/search/query-term.ts';
import { makeSnippet } from '../../src/log/search/snippet.ts';
import { indexedWords, tokenize } from '../../src/log/search/tokenize.ts';

const words = (text: string) => tokenize(foldText(text).text).map((token) => token.text);
const termOf = (text: string) => toQueryTerm({ text, exact: false, negated: false });
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .array(
      fc.constantFrom('é', 'e\u0301', 'ß', 'İ', '東', '京', 'a', ' ', '\n', 'ﬁ', '한', '\u1112\u1161\u11ab', '🎉', '+'),
      {
        maxLength: 60,
      },
    )
    .map((all) => all.join('')),
);

describe('words', () => {
  test.each([
    ['Crème BRÛLÉE', ['creme', 'brulee']],
    ['Straße', ['strasse']],
    ['foo_bar(baz)', ['foo', 'bar', 'baz']],
    ['東京都', ['東京', '京都', '都']],
    ['v2東京ok', ['v2', '東京', '京', 'ok']],
    ['ＡＢＣ', ['abc']],
    ['\u1112\u1161\u11ab\u1100\u116e\u11a8', ['한국']],
    ['İstanbul ΟΔΟΣ', ['istanbul', 'οδοσ']],
  ])('%s', (text, expected) => expect(words(text)).toEqual(expected));
});

test('the short way of plain texts comes to what the general way does', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      const plain = foldText(text).text;
      expect([...indexedWords(plain), '東']).toEqual(indexedWords(`${plain} 東`));
    }),
  );
  expect(indexedWords(`${'x'.repeat(100)} end`)).toEqual(['x'.repeat(48), 'end']);
});

test('a folded text knows where each of its characters came from', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const folded = foldText(text);
      for (let i = 0; i <= folded.text.length; i += 1) {
        const at = folded.sourceOf(i);
        expect(at).toBeGreaterThanOrEqual(i === 0 ? 0 : folded.sourceOf(i - 1));
        expect(at).toBeLessThanOrEqual(text.length);
      }
    }),
  );
});

test('every word of a text is found in it, and so is its beginning', () => {
  fc.assert(
    fc.property(anyText, fc.nat(), fc.nat(), (text, which, length) => {
      const typed = text.split(/\s+/u).filter((word) => word !== '');
      const word = typed[which % Math.max(1, typed.length)] ?? '';
      const term = termOf(word);
      if (!term) return;
      expect(findMatches(foldText(text), [term], false)).not.toBeUndefined();
      const token = tokenize(foldText(word).text)[0];
      if (!token || token.unspaced) return;
      const start = termOf(token.text.slice(0, 1 + (length % token.text.length)));
      if (start) expect(findMatches(foldText(text), [start], false)).not.toBeUndefined();
    }),
  );
});

test('a snippet is one line, and its marks lie in it, in order and apart', () => {
  fc.assert(
    fc.property(anyText, anyText, anyText, (before, word, after) => {
      const text = `${before} ${word} ${after}`;
      const term = termOf(word);
      const folded = foldText(text);
      const matches = term && findMatches(folded, [term], true);
      if (!matches) return;
      const { snippet, marks } = makeSnippet(text, folded, matches);
      expect(snippet).not.toMatch(/[\n\r\t]| {2}/u);
      expect(snippet.length).toBeLessThanOrEqual(164);
      let last = 0;
      for (const [start, end] of marks) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(snippet.length);
    }),
  );
});

test.each([
  ['j', undefined],
  ['п', undefined],
  ['foo_b', 'words : "foo"'],
  ['ja', 'words : "ja" *'],
  ['京', 'words : "京" *'],
  ['한', 'words : "한" *'],
  ['c++', 'tags : ("\ue80417")'],
])('what the index is asked for %s', (typed, expected) => {
  const term = termOf(typed);
  const expression = term && matchExpression([term], { rooms: undefined, authors: undefined, has: [] });
  expect(expression?.split(' AND ')[0]).toBe(expected);
});

test('no text becomes syntax of the index', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const term = termOf(text);
      const expression = term && matchExpression([term], { rooms: undefined, authors: undefined, has: [] });
      const quoted = expression?.replace(/"[^"]*"/gu, '') ?? '';
      expect(quoted).toMatch(/^(?:words : {1,2}\*?|tags : \((?: OR )*\)| AND | )*$/u);
    }),
  );
});
