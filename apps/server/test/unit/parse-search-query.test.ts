import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSearchQuery } from '../../src/rooms/parse-search-query.ts';

const term = (text: string, more: { exact?: boolean; negated?: boolean } = {}) => ({
  text,
  exact: false,
  negated: false,
  ...more,
});

describe('a query', () => {
  test.each([
    ['two words', [term('two'), term('words')]],
    ['"a phrase" word', [term('a phrase', { exact: true }), term('word')]],
    ['“typographic quotes”', [term('typographic quotes', { exact: true })]],
    ['"not finis', [term('not finis')]],
    ['yes -no', [term('yes'), term('no', { negated: true })]],
    ['yes -"not this"', [term('yes'), term('not this', { exact: true, negated: true })]],
    ['-alone', [term('-alone')]],
    ['rm --force', [term('rm'), term('--force')]],
    ['a"b', [term('a"b')]],
    ['""', [term('""')]],
    ['from: in:', [term('from:'), term('in:')]],
    ['has:love', [term('has:love')]],
    ['before:yesterday', [term('before:yesterday')]],
    ['before:2026-02-30', [term('before:2026-02-30')]],
    ['std::vector', [term('std::vector')]],
    ['http://x.y', [term('http://x.y')]],
  ])('%s: words', (text, terms) => {
    expect(parseSearchQuery(text)).toEqual({
      terms,
      from: [],
      in: [],
      has: [],
      since: undefined,
      until: undefined,
    });
  });

  test('filters', () => {
    expect(parseSearchQuery('From:@ada from:"Ada L" in:#general IN:"Tea room" has:link has:FILE x')).toMatchObject({
      terms: [term('x')],
      from: ['ada', 'Ada L'],
      in: ['general', 'Tea room'],
      has: ['link', 'file'],
    });
  });

  test.each([
    ['before:2026-01-31', undefined, '2026-01-31'],
    ['after:2026-01-31', '2026-02-01', undefined],
    ['during:2026-01-31', '2026-01-31', '2026-02-01'],
    ['during:2026-12', '2026-12-01', '2027-01-01'],
    ['during:2026', '2026-01-01', '2027-01-01'],
    ['after:2025 before:2026-06', '2026-01-01', '2026-06-01'],
    ['during:2026 during:2026-03', '2026-03-01', '2026-04-01'],
  ])('%s: days of UTC', (text, since, until) => {
    const { since: from, until: to } = parseSearchQuery(text);
    expect([from, to]).toEqual([since && Date.parse(since), until && Date.parse(until)]);
  });

  test('whatever is typed, nothing is lost but beyond the limit, and nothing is an error', () => {
    const piece = fc.constantFrom(
      '"',
      '-',
      'from:',
      'in:',
      'has:',
      'before:',
      '2026-13',
      '*',
      ':',
      '(',
      ' ',
      'me',
      '名',
      'OR',
    );
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.array(piece).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (q) => {
        const query = parseSearchQuery(q);
        expect(query.terms.length).toBeLessThanOrEqual(8);
        for (const { text: found } of query.terms) expect(found.trim()).not.toBe('');
        const narrowed = query.from.length + query.in.length + query.has.length + query.terms.length;
        if (q.trim() !== '') expect(narrowed > 0 || query.since !== undefined || query.until !== undefined).toBe(true);
      }),
    );
  });
});
