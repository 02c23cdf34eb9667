import { foldText } from './fold-text.ts';
import type { SearchTerm } from './search-request.ts';
import { symbolsOf, type Token, tokenize } from './tokenize.ts';

/** A term in the words of the index. */
export interface QueryTerm {
  /** Words that follow one another; none in a term of symbols only. */
  words: string[];
  /** Whether the last word may go on. */
  prefix: boolean;
  symbols: string[];
  /** The whole term, folded: where it holds symbols, or is looked for inside words, a message must hold just this. */
  literal: string;
  /** Whether it may lie inside of words, where no message has it as words. */
  loose: boolean;
  negated: boolean;
}

// Typed at the end of a sentence more often than looked for.
const LAST_MARKS = /(?<=[\p{L}\p{N}\p{M}])[.,;:!?]+$/u;

/** Translates a term; undefined where nothing is left of it. */
export function toQueryTerm({ text, exact, negated }: SearchTerm): QueryTerm | undefined {
  const folded = foldText(text).text.replace(/ +/g, ' ').trim();
  const literal = exact ? folded : folded.replace(LAST_MARKS, '');
  const tokens = withoutLooseEnd(tokenize(literal));
  const symbols = symbolsOf(literal);
  if (tokens.length === 0 && symbols.length === 0) return undefined;
  const last = tokens.at(-1);
  // One character of a language without spaces is in the index as the first of a pair.
  const prefix = last?.unspaced ? Array.from(last.text).length === 1 : !exact;
  return { words: tokens.map((token) => token.text), prefix, symbols, literal, loose: !exact && !negated, negated };
}

// A run's last character stands alone in the index; in a question it may be followed by anything.
function withoutLooseEnd(tokens: Token[]): Token[] {
  const [before, last] = tokens.slice(-2);
  const loose = before?.unspaced && last?.unspaced && before.end === last.end;
  return loose ? tokens.slice(0, -1) : tokens;
}
