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
const ASCII_WORD = /^[\0-\x7f]*$/;
const SYMBOL = /[^\p{L}\p{N}\p{M}\s]/gu;

/**
 * Cuts a folded text into what the index holds, in its order. Words are runs of letters and digits. A run of a language
 * without spaces becomes pairs that overlap, and its last character: 東京都 is 東京, 京都, 都.
 */
export function tokenize(folded: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: word, index } of folded.matchAll(WORD)) {
    if (ASCII_WORD.test(word)) tokens.push({ text: word, start: index, end: index + word.length, unspaced: false });
    else tokenizeMixed(word, index, tokens);
  }
  return tokens;
}

/** Everything in a folded text that is no word and no space, each character once: what makes `a.b()` and `C++` findable. */
export function symbolsOf(folded: string): string[] {
  return [...new Set(folded.match(SYMBOL))];
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
