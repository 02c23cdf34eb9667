/** Random numbers that a seed repeats. */
export interface Random {
  /** 0 ≤ x < 1. */
  next(): number;
  /** A whole number, 0 ≤ n < `limit`. */
  below(limit: number): number;
  /** One of them; undefined where there are none. */
  pick<T>(items: readonly T[]): T | undefined;
  /** Random numbers of its own, so that one reader does not shift another's. */
  fork(): Random;
}

/** mulberry32. @param seed a whole number of 32 bits */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    pick: (items) => items[below(items.length)],
    fork: () => createRandom(below(2 ** 32)),
  };
}
