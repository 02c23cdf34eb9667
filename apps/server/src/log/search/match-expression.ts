import { LONGEST_WORD } from './longest-word.ts';
import type { QueryTerm } from './query-term.ts';
import type { Extra } from './search-request.ts';
import { tags } from './tags.ts';

/** What narrows a search besides its words; numbers are those of the index. */
export interface Narrowing {
  /** Rooms of which one must fit; undefined where that is not worth a look in the index. */
  rooms: readonly number[] | undefined;
  authors: readonly number[] | undefined;
  has: readonly Extra[];
}

/**
 * The question in the language of FTS5. Words come quoted and hold letters and digits only, so nobody's text is syntax.
 * @param wordsWith finds the words that hold a text, to look inside of words; undefined to look at their beginnings only
 * @returns undefined where there is nothing that the index could narrow
 */
export function matchExpression(
  terms: readonly QueryTerm[],
  { rooms, authors, has }: Narrowing,
  wordsWith?: (text: string) => readonly string[],
): string | undefined {
  const wanted = terms.filter((term) => !term.negated);
  const parts = [
    ...wanted.flatMap((term) => (wordsWith && term.loose ? insideOf(term, wordsWith) : [phrase(term)])),
    ...wanted.flatMap((term) => term.symbols.map((symbol) => tagged([tags.symbol(symbol)]))),
    ...has.map((extra) => tagged([tags.has(extra)])),
    authors && tagged(authors.map(tags.author)),
    rooms && tagged(rooms.map(tags.room)),
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(' AND ') : undefined;
}

function phrase({ words, prefix }: QueryTerm): string | undefined {
  if (words.length === 0) return undefined;
  const cut = words.map((word) => word.slice(0, LONGEST_WORD));
  return `words : "${cut.join(' ')}"${prefix ? ' *' : ''}`;
}

function insideOf({ words }: QueryTerm, wordsWith: (text: string) => readonly string[]): string[] {
  return words.map((word) => {
    const wide = [`"${word.slice(0, LONGEST_WORD)}" *`, ...wordsWith(word).map((found) => `"${found}"`)];
    return `words : (${wide.join(' OR ')})`;
  });
}

function tagged(anyOf: readonly string[]): string {
  return `tags : (${anyOf.map((tag) => `"${tag}"`).join(' OR ')})`;
}
