import { LIMITS } from './limits.ts';

/** What is wrong with a text that a person typed. `too_large` is its own error code on the wire. */
export type TextProblem = 'empty' | 'too_large' | 'control_character' | 'lone_surrogate';

/** What is wrong with a name, besides. */
export type NameProblem = TextProblem | 'invisible';

/** A text made fit to store, or the reason why it cannot be. */
export type TextResult<Problem = TextProblem> = { ok: true; text: string } | { ok: false; problem: Problem };

// Cc is C0, DEL and C1. Tab and newline are text; a CR that CRLF → LF did not consume is not.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
const CONTROL_OR_BREAK = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

// What turns text around or cannot be seen lets one name look like another. U+2800 is a blank that is no white space.
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u2800]/u;
// Where such a character changes what is seen: joiners in scripts that join letters, and the parts of emoji (UTS #51).
const VISIBLE_USE = new RegExp(
  [
    /(?<=(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])[\p{L}\p{M}])[\u200c\u200d](?=\p{L})/u,
    /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}]|\ufe0f)\u200d(?=\p{Extended_Pictographic})/u,
    /(?<=\p{Emoji})\ufe0f/u,
    /(?<=\u{1f3f4})[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,6}\u{e007f}/u,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gu',
);

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

/** Whether `text` is at most so many Unicode code points. */
export function fitsIn(text: string, codePoints: number): boolean {
  return text.length <= codePoints || countCodePoints(text, codePoints) <= codePoints;
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
 * Makes a person's or room's name, or another text of one line, canonical: NFC, runs of white space become one space, ends
 * trimmed. Bidirectional controls and what cannot be seen are refused, but for where they belong to an emoji or a script.
 * @param max Unicode code points
 */
export function normalizeName(raw: string, max: number = LIMITS.nameCodePoints): TextResult<NameProblem> {
  if (CONTROL_OR_BREAK.test(raw)) return { ok: false, problem: 'control_character' };
  if (!raw.isWellFormed()) return { ok: false, problem: 'lone_surrogate' };
  const text = raw.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if (INVISIBLE.test(text) && INVISIBLE.test(text.replace(VISIBLE_USE, ''))) return { ok: false, problem: 'invisible' };
  return bounded(text, max);
}

function bounded(text: string, max: number): TextResult {
  if (text === '') return { ok: false, problem: 'empty' };
  if (!fitsIn(text, max)) return { ok: false, problem: 'too_large' };
  return { ok: true, text };
}
