export interface Rate {
  /** Tokens a second. */
  perSecond: number;
  /** Tokens a rested bucket holds. */
  burst: number;
}

/** A token bucket: `burst` at once, `perSecond` in the long run. */
export class TokenBucket {
  private tokens: number;
  private last: number;

  /** @param now a clock that never jumps back, ms */
  constructor(
    private readonly rate: Rate,
    now: number,
  ) {
    this.tokens = rate.burst;
    this.last = now;
  }

  /** Takes a token. @returns 0, or the ms until there is one */
  take(now: number): number {
    const { perSecond } = this.rate;
    this.refill(now);
    if (this.tokens >= 1) {
      this.tokens -= 1;
      return 0;
    }
    return Math.ceil(((1 - this.tokens) / perSecond) * 1000);
  }

  /** Whether it is rested: as good as a new one. */
  isFull(now: number): boolean {
    this.refill(now);
    return this.tokens === this.rate.burst;
  }

  private refill(now: number): void {
    const { perSecond, burst } = this.rate;
    this.tokens = Math.min(burst, this.tokens + ((now - this.last) / 1000) * perSecond);
    this.last = now;
  }
}
