import { type Rate, TokenBucket } from '../token-bucket.ts';
import { addressKey } from './address-key.ts';

/** Addresses remembered: the one that was quiet for longest is forgotten, and starts again with a full bucket. */
const REMEMBERED = 10_000;

/** A token bucket for each address that asks. */
export class AddressRate {
  /** By the time of their last request, the oldest first. */
  private readonly buckets = new Map<string, TokenBucket>();

  constructor(private readonly rate: Rate) {}

  /**
   * Counts a request.
   * @param now a clock that never jumps back, ms
   * @returns 0, or the ms until the address may ask again
   */
  take(ip: string, now: number): number {
    const key = addressKey(ip);
    const bucket = this.buckets.get(key) ?? new TokenBucket(this.rate, now);
    this.buckets.delete(key);
    this.buckets.set(key, bucket);
    const oldest = this.buckets.size > REMEMBERED ? this.buckets.keys().next() : undefined;
    if (oldest && !oldest.done) this.buckets.delete(oldest.value);
    return bucket.take(now);
  }
}
