const BASE_MS = 500;
/** A server that restarts is back in seconds: people should not wait much longer than that. */
const CAP_MS = 10_000;

/**
 * How long to wait before the next try: exponential with full jitter, so that a thousand clients do not return together.
 * @param failures tries that have failed in a row, 0 after a good connection
 * @param random 0 ≤ x < 1
 * @returns milliseconds, at most 10,000
 */
export function backoffDelay(failures: number, random: number): number {
  return Math.round(random * Math.min(CAP_MS, BASE_MS * 2 ** failures));
}
