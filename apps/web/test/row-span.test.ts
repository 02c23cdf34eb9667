import { describe, expect, it } from 'vitest';
import { MOST_ROWS, nextSpan } from '../src/features/timeline/row-span.ts';

const around = { count: 1_000, above: 400, below: 400, buffer: 400, heightOf: () => 40 };

describe('the rows that are rendered', () => {
  it('stay the same while enough lies on either side', () => {
    const span = { from: 100, to: 150 };
    expect(nextSpan(span, around)).toBe(span);
    expect(nextSpan(span, { ...around, above: 200, below: 800 })).toBe(span);
  });

  it('grow towards where one scrolls, and are let go behind', () => {
    expect(nextSpan({ from: 100, to: 150 }, { ...around, above: 0, below: 1_000 })).toEqual({ from: 90, to: 136 });
  });

  it('only fill the view before it is on the screen: none that is there already is taken away', () => {
    const span = { from: 986, to: 1_000 };
    expect(nextSpan(span, { ...around, buffer: 0, above: 120, below: 0 })).toBe(span);
    expect(nextSpan(span, { ...around, buffer: 0, above: -60, below: 0 })).toEqual({ from: 984, to: 1_000 });
  });

  it('end where there are no more', () => {
    expect(nextSpan({ from: 3, to: 20 }, { ...around, count: 22, above: -100, below: -100 })).toEqual({
      from: 0,
      to: 22,
    });
  });

  it('are never too many, and keep the side one scrolls to', () => {
    const high = { ...around, above: -9_000, below: 300, heightOf: () => 10 };
    const { from, to } = nextSpan({ from: 950, to: 990 }, high);
    expect(to - from).toBe(MOST_ROWS);
    expect(from).toBeLessThan(100);
  });
});
