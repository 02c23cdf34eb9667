import { backoffDelay } from './backoff.ts';
import type { ClientError } from './client-error.ts';

const TEMPORARY = ['rate_limited', 'unavailable', 'internal', 'unreachable'];

/**
 * How long to wait before asking again after a refusal.
 * @param refusals how many there were in a row
 * @returns milliseconds; undefined where the refusal is for good
 */
export function retryDelay(error: ClientError, refusals: number, random: () => number): number | undefined {
  return TEMPORARY.includes(error.code) ? (error.retryAfterMs ?? backoffDelay(refusals, random())) : undefined;
}
