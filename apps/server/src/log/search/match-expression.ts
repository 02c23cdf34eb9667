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
 * What a word of an alphabet may begin with is not asked for: so many messages have such a word that the newest are read as fast.
 * A syllable or an ideograph narrows.
 */
const LETTER = /^[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Arabic}\p{sc=Hebrew}\p{N}]$/u;

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
  const open = prefix && LETTER.test(words.at(-1) ?? '');
  const cut = (open ? words.slice(0, -1) : words).map((word) => word.slice(0, LONGEST_WORD));
  if (cut.length === 0) return undefined;
  return `words : "${cut.join(' ')}"${prefix && !open ? ' *' : ''}`;
}

function insideOf({ words }: QueryTerm, wordsWith: (text: string) => readonly string[]): string[] {
  return words.flatMap((word) => {
    if (LETTER.test(word)) return [];
    const wide = [`"${word.slice(0, LONGEST_WORD)}" *`, ...wordsWith(word).map((found) => `"${found}"`)];
    return [`words : (${wide.join(' OR ')})`];
  });
}

function tagged(anyOf: readonly string[]): string {
  return `tags : (${anyOf.map((tag) => `"${tag}"`).join(' OR ')})`;
}
