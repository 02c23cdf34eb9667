import type { Range } from './find-matches.ts';
import { firstPlaceAt } from './place.ts';
import type { QueryTerm } from './query-term.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** A message so much older than another counts half of what it says more. */
const HALF_LIFE = firstPlaceAt(30 * DAY_MS);

/**
 * How well a message fits: whole words before beginnings of words, terms side by side before terms far apart, short
 * messages before long ones, and new before old.
 * @param age how many places before the newest candidate
 */
export function score(text: string, matches: readonly Range[], terms: readonly QueryTerm[], age: number): number {
  if (matches.length === 0) return 1 / (1 + age / HALF_LIFE);
  const whole = matches.filter(([, end]) => !/[\p{L}\p{N}]/u.test(text.charAt(end))).length / matches.length;
  const first = matches[0]?.[0] ?? 0;
  const last = matches.at(-1)?.[1] ?? 0;
  const asked = terms.reduce((sum, term) => sum + term.literal.length, 0);
  const near = Math.min(1, (2 * asked) / Math.max(1, last - first));
  const short = 1 / (1 + text.length / 400);
  const frequent = Math.min(1, matches.length / (3 * terms.length));
  return (1 + 2 * whole + near + short + frequent / 2) * (0.5 + 0.5 / (1 + age / HALF_LIFE));
}
