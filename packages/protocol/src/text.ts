import { LIMITS } from './limits.ts';

/** What is wrong with a text that a person typed. `too_large` is its own error code on the wire. */
export type TextProblem = 'empty' | 'too_large' | 'control_character' | 'lone_surrogate';

/** A text made fit to store, or the reason why it cannot be. */
export type TextResult = { ok: true; text: string } | { ok: false; problem: TextProblem };

// Cc is C0, DEL and C1. Tab and newline are text; a CR that CRLF → LF did not consume is not.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
const CONTROL_OR_BREAK = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** The number of Unicode code points in `text`; stops counting past `stopAfter`. */
export function countCodePoints(text: string, stopAfter = Number.POSITIVE_INFINITY): number {
  if (text.length <= stopAfter / 2) return Array.from(text).length;
  let count = 0;
  for (const _ of text) {
    count += 1;
    if (count > stopAfter) break;
  }
  return count;
}

/**
 * Makes a message body canonical: CRLF → LF, ends trimmed; otherwise kept as sent.
 * @returns the body of 1 to 4,000 code points, or the problem: a control character other than tab and newline,
 *   a lone surrogate, nothing left, or too long
 */
export function normalizeBody(raw: string): TextResult {
  const unix = raw.includes('\r') ? raw.replaceAll('\r\n', '\n') : raw;
  if (CONTROL.test(unix)) return { ok: false, problem: 'control_character' };
  if (!unix.isWellFormed()) return { ok: false, problem: 'lone_surrogate' };
  return bounded(unix.trim(), LIMITS.bodyCodePoints);
}

/**
 * Makes a person's or room's name canonical: NFC, runs of white space become one space, ends trimmed.
 * @param max Unicode code points
 */
export function normalizeName(raw: string, max: number = LIMITS.nameCodePoints): TextResult {
  if (CONTROL_OR_BREAK.test(raw)) return { ok: false, problem: 'control_character' };
  if (!raw.isWellFormed()) return { ok: false, problem: 'lone_surrogate' };
  return bounded(raw.normalize('NFC').replace(/\s+/gu, ' ').trim(), max);
}

function bounded(text: string, max: number): TextResult {
  if (text === '') return { ok: false, problem: 'empty' };
  if (text.length > max && countCodePoints(text, max) > max) return { ok: false, problem: 'too_large' };
  return { ok: true, text };
}
