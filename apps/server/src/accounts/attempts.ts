import { DomainError } from '../rooms/domain-error.ts';

/** Keys remembered: the one that was quiet for longest is forgotten. */
const REMEMBERED = 20_000;

/**
 * Counts failures by key: no more than `limit` in any `windowMs`. An attempt counts as one from its beginning, so that many
 * at once do not slip through; one that goes well, or that the server has no time for, is taken back.
 */
export class Attempts {
  /** When the attempts of a key began, oldest first; keys by their last attempt. */
  private readonly begun = new Map<string, number[]>();

  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
  ) {}

  /**
   * Begins an attempt under all keys, or under none.
   * @param now a clock that never jumps back, ms
   * @throws DomainError rate_limited, with the wait until one may begin
   */
  begin(keys: readonly string[], now: number): void {
    const recent = keys.map((key) => (this.begun.get(key) ?? []).filter((at) => at > now - this.windowMs));
    const waits = recent.map((times) => {
      const hinders = times.at(-this.limit);
      return hinders === undefined ? 0 : hinders + this.windowMs - now;
    });
    const wait = Math.max(0, ...waits);
    if (wait > 0) throw new DomainError('rate_limited', 'too many tries: wait a moment', wait);
    for (const [i, key] of keys.entries()) this.remember(key, [...(recent[i] ?? []), now]);
  }

  /**
   * Makes an attempt. @param now a clock that never jumps back, ms
   * @throws DomainError rate_limited, or whatever the attempt throws
   */
  async make<T>(keys: readonly string[], now: number, attempt: () => Promise<T>): Promise<T> {
    this.begin(keys, now);
    try {
      const result = await attempt();
      this.takeBack(keys, now);
      return result;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'unavailable') this.takeBack(keys, now);
      throw error;
    }
  }

  private takeBack(keys: readonly string[], at: number): void {
    for (const key of keys) {
      const times = this.begun.get(key);
      const i = times?.indexOf(at) ?? -1;
      if (i >= 0) times?.splice(i, 1);
    }
  }

  private remember(key: string, times: number[]): void {
    this.begun.delete(key);
    this.begun.set(key, times);
    const oldest = this.begun.size > REMEMBERED ? this.begun.keys().next() : undefined;
    if (oldest && !oldest.done) this.begun.delete(oldest.value);
  }
}
