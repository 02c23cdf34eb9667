import { describe, expect, it } from 'vitest';
import { findMentions } from '../src/index.ts';

const PEOPLE = ['Ann', 'Ann Lee', 'Bob', 'Zoë', 'J.R.'].map((name) => ({ name }));

/** The mentions in short: `text=name`. */
function found(body: string): string[] {
  return findMentions(body, PEOPLE).map(({ start, end, who }) => `${body.slice(start, end)}=${who.name}`);
}

describe('findMentions', () => {
  it.each([
    ['hi @Bob', ['@Bob=Bob']],
    ['@bob and @BOB', ['@bob=Bob', '@BOB=Bob']],
    ['@Bob, @Bob. @Bob! (@Bob)', ['@Bob=Bob', '@Bob=Bob', '@Bob=Bob', '@Bob=Bob']],
    ['@zoë', ['@zoë=Zoë']],
    ['@J.R. said', ['@J.R.=J.R.']],
    ['@Ann Lee', ['@Ann Lee=Ann Lee']],
  ])('%s', (body, mentions) => {
    expect(found(body)).toEqual(mentions);
  });

  it.each(['`@Bob`', '```\n@Bob\n```', 'see `a @Bob b` and ```@Bob```'])('finds nobody in code: %s', (body) => {
    expect(found(body)).toEqual([]);
  });

  it('finds who is named beside code, at the right place', () => {
    expect(found('`x` @Bob `@Ann`, not closed: ` @Zoë')).toEqual(['@Bob=Bob', '@Zoë=Zoë']);
  });

  it('means everybody of that first name', () => {
    expect(found('@Ann')).toEqual(['@Ann=Ann', '@Ann=Ann Lee']);
  });

  it.each(['bob', 'x@Bob', 'mail@bob.example', '@Bobby', '@Bob_', 'https://x/@Bob', '@@Bob', '@', '@ Bob', ''])(
    'finds nobody in %j',
    (body) => {
      expect(found(body)).toEqual([]);
    },
  );

  it('keeps its offsets where lower case is longer', () => {
    expect(found('İİ @Bob')).toEqual(['@Bob=Bob']);
  });
});
