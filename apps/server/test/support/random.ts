/** Random choices that a seed repeats. */
export class Random {
  private state: number;

  constructor(readonly seed: number) {
    this.state = seed >>> 0;
  }

  /** A whole number from 0 to `below` - 1. */
  below(below: number): number {
    // mulberry32
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  }

  pick<T>(items: readonly T[]): T | undefined {
    return items[this.below(items.length)];
  }
}

/**
 * Runs a test with a seed of its own, or with CONFAB_TEST_SEED's. A failure names the seed.
 * @param run gets the random choices
 */
export async function withSeed(run: (random: Random) => Promise<void>): Promise<void> {
  const seed = Number(process.env.CONFAB_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
  try {
    await run(new Random(seed));
  } catch (error) {
    throw new Error(`failed with CONFAB_TEST_SEED=${seed}: ${String(error)}`, { cause: error });
  }
}
