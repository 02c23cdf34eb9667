import type { FoldedText } from './fold-text.ts';
import type { QueryTerm } from './query-term.ts';
import { type Token, tokenize } from './tokenize.ts';

/** Where a term was found: start and end in the folded text. */
export type Range = [number, number];

/** More of one term aren't looked for: a snippet shows a few. */
const MOST = 50;

/**
 * Looks for terms in a message's text as it is now. The index only proposes: what this doesn't find is no hit.
 * @param inside whether loose terms may lie inside of words
 * @returns where the terms are, in order; undefined where the message doesn't hold them all, or one that it must not
 */
export function findMatches(body: FoldedText, terms: readonly QueryTerm[], inside: boolean): Range[] | undefined {
  const tokens = tokenize(body.text);
  const found: Range[] = [];
  for (const term of terms) {
    const literally = term.symbols.length > 0 || (inside && term.loose);
    const ranges = literally ? findLiteral(body.text, term.literal) : findWords(tokens, term);
    if (ranges.length > 0 === term.negated) return undefined;
    found.push(...ranges);
  }
  return found.sort((a, b) => a[0] - b[0]);
}

function findLiteral(text: string, literal: string): Range[] {
  const ranges: Range[] = [];
  for (let at = text.indexOf(literal); at >= 0 && ranges.length < MOST; at = text.indexOf(literal, at + 1)) {
    ranges.push([at, at + literal.length]);
  }
  return ranges;
}

function findWords(tokens: readonly Token[], { words, prefix }: QueryTerm): Range[] {
  const ranges: Range[] = [];
  for (let i = 0; i + words.length <= tokens.length && ranges.length < MOST; i += 1) {
    const last = tokens[i + words.length - 1];
    const first = tokens[i];
    if (!first || !last) break;
    const fits = words.every((word, k) => {
      const token = tokens[i + k]?.text ?? '';
      return token === word || (prefix && k === words.length - 1 && token.startsWith(word));
    });
    if (fits) ranges.push([first.start, prefix ? last.start + (words.at(-1) ?? '').length : last.end]);
  }
  return ranges;
}
