import { describe, expect, it } from 'vitest';
import { stepInGrids } from '../src/ui/step-in-grids.ts';

// 0 1 2
// 3
//
// 4 5
//
// 6 7 8
const step = (from: number, key: string) => stepInGrids([4, 2, 3], 3, from, key);

describe('arrow keys in grids under each other', () => {
  it('go to the neighbour, across rows and grids', () => {
    expect(step(3, 'ArrowRight')).toBe(4);
    expect(step(4, 'ArrowLeft')).toBe(3);
  });

  it('keep the column, and take the nearest where a row is short', () => {
    expect(step(0, 'ArrowDown')).toBe(3);
    expect(step(2, 'ArrowDown')).toBe(3);
    expect(step(3, 'ArrowDown')).toBe(4);
    expect(step(5, 'ArrowDown')).toBe(7);
    expect(step(8, 'ArrowUp')).toBe(5);
    expect(step(4, 'ArrowUp')).toBe(3);
    expect(step(3, 'ArrowUp')).toBe(0);
  });

  it('stay where there is nothing further', () => {
    expect(step(1, 'ArrowUp')).toBe(1);
    expect(step(7, 'ArrowDown')).toBe(7);
    expect(step(0, 'ArrowLeft')).toBe(0);
    expect(step(8, 'ArrowRight')).toBe(8);
  });

  it('pass over a grid without cells', () => {
    expect(stepInGrids([2, 0, 2], 2, 1, 'ArrowDown')).toBe(3);
  });
});
