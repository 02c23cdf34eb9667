import { describe, expect, it } from 'vitest';
import { completeFilter, openFilter } from '../src/features/quick-switcher/filter-completion.ts';

describe('a filter being typed', () => {
  it.each([
    ['from:', { key: 'from', at: 0, name: '' }],
    ['tea In:gen', { key: 'in', at: 4, name: 'gen' }],
    ['tea from:@ad', { key: 'from', at: 4, name: 'ad' }],
    ['from:"Ines Car', { key: 'from', at: 0, name: 'Ines Car' }],
    ['from:“Ines Car', { key: 'from', at: 0, name: 'Ines Car' }],
  ])('%j', (query, found) => expect(openFilter(query, query.length)).toEqual({ ...found, caret: query.length }));

  it.each(['', 'from', 'into:', 'has:li', 'from:ada ', 'from:"Ines"', 'xfrom:a'])('none in %j', (query) =>
    expect(openFilter(query, query.length)).toBeUndefined(),
  );

  it('looks at what stands before the caret, and at nothing in the middle of a word', () => {
    expect(openFilter('from:ad tea', 7)?.name).toBe('ad');
    expect(openFilter('from:ada', 7)).toBeUndefined();
  });
});

describe('a filter that is taken', () => {
  const complete = (query: string, name: string, caret = query.length) => {
    const filter = openFilter(query, caret);
    if (!filter) throw new Error('no filter');
    const { from, to, insert, end } = completeFilter(filter, query, name);
    const text = query.slice(0, from) + insert + query.slice(to);
    return `${text.slice(0, end)}|${text.slice(end)}`;
  };

  it('is written as the server reads it, and one goes on after it', () => {
    expect(complete('tea from:a', 'Ada')).toBe('tea from:Ada |');
    expect(complete('from:@i', 'Ines Carvalho')).toBe('from:"Ines Carvalho" |');
    expect(complete('IN:“des', 'design-review')).toBe('in:design-review |');
    expect(complete('from:a tea', 'Ada', 6)).toBe('from:Ada |tea');
  });

  it('names who has a quote in their name by what stands before it', () => {
    expect(complete('from:j', 'Jo Ann "JJ" Doe')).toBe('from:"Jo Ann" |');
  });
});
