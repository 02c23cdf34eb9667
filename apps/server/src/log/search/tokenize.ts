import { LONGEST_WORD } from './longest-word.ts';

/** A word of a folded text, or two neighbouring characters of a language without spaces. Positions are UTF-16. */
export interface Token {
  text: string;
  start: number;
  end: number;
  /** Cut out of a run without spaces: two characters, or one at the run's end. */
  unspaced: boolean;
}

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const UNSPACED =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]+|[^\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]+/gu;
const BEGINS_UNSPACED =
  /^[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;
const ASCII = /^[\0-\x7f]*$/;
const ASCII_WORD = /[a-z0-9]+/g;
const SYMBOL = /[^\p{L}\p{N}\p{M}\s]/gu;

/**
 * Cuts a folded text into what the index holds, in its order. Words are runs of letters and digits. A run of a language
 * without spaces becomes pairs that overlap, and its last character: 東京都 is 東京, 京都, 都.
 */
export function tokenize(folded: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: word, index } of folded.matchAll(WORD)) {
    if (ASCII.test(word)) tokens.push({ text: word, start: index, end: index + word.length, unspaced: false });
    else tokenizeMixed(word, index, tokens);
  }
  return tokens;
}

/** Everything in a folded text that is no word and no space, each character once: what makes `a.b()` and `C++` findable. */
export function symbolsOf(folded: string): string[] {
  return [...new Set(folded.match(SYMBOL))];
}

/** The words of a folded text as the index holds them, in its order: of a long one the beginning. */
export function indexedWords(folded: string): string[] {
  // Most messages are plain, and every message comes by here: this takes half of the general way's time.
  if (ASCII.test(folded)) return folded.match(ASCII_WORD)?.map(cut) ?? [];
  return tokenize(folded).map(({ text, unspaced }) => (unspaced ? text : cut(text)));
}

function cut(word: string): string {
  return word.length > LONGEST_WORD ? word.slice(0, LONGEST_WORD) : word;
}

function tokenizeMixed(word: string, offset: number, tokens: Token[]): void {
  for (const { 0: run, index } of word.matchAll(UNSPACED)) {
    const start = offset + index;
    if (BEGINS_UNSPACED.test(run)) addPairs(run, start, tokens);
    else tokens.push({ text: run, start, end: start + run.length, unspaced: false });
  }
}

function addPairs(run: string, offset: number, tokens: Token[]): void {
  const characters = Array.from(run);
  let start = offset;
  for (const [i, character] of characters.entries()) {
    const text = character + (characters[i + 1] ?? '');
    tokens.push({ text, start, end: start + text.length, unspaced: true });
    start += character.length;
  }
}
