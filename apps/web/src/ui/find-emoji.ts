import { EMOJI, type EmojiEntry } from './emoji-list.ts';
import { EMOJI_GROUPS } from './emoji-table.ts';

interface Searched {
  entry: EmojiEntry;
  name: string;
  /** All it is found by, a space before every word. */
  words: string;
}

const FAMILIAR = new Map(EMOJI.map(({ emoji }, place) => [emoji, place]));

let searched: readonly Searched[] | undefined;

/**
 * Every emoji whose name and words begin with each word of the query, best first: called so, name begins so, all in the
 * name, others.
 * @returns none where the query has no word
 */
export function findEmoji(query: string): readonly EmojiEntry[] {
  const asked = fold(query);
  if (asked === '') return [];
  const wanted = asked.split(' ').map((word) => ` ${word}`);
  // Made when it is first needed: opening the picker doesn't wait for it.
  searched ??= EMOJI_GROUPS.flatMap(({ entries }) => entries)
    .toSorted(familiarFirst)
    .map(toSearched);
  return searched
    .filter(({ words }) => wanted.every((word) => words.includes(word)))
    .map((found) => ({ entry: found.entry, rank: rankOf(found, asked, wanted) }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ entry }) => entry);
}

// What people reach for most stands first among equals.
function familiarFirst(a: EmojiEntry, b: EmojiEntry): number {
  return (FAMILIAR.get(a.emoji) ?? EMOJI.length) - (FAMILIAR.get(b.emoji) ?? EMOJI.length);
}

function toSearched(entry: EmojiEntry): Searched {
  const words = fold(`${entry.emoji} ${entry.name} ${entry.words}`);
  return { entry, name: fold(entry.name), words: ` ${words}` };
}

function rankOf({ name }: Searched, asked: string, wanted: readonly string[]): number {
  if (name === asked) return 0;
  if (name.startsWith(asked)) return 1;
  return wanted.every((word) => ` ${name}`.includes(word)) ? 2 : 3;
}

/** Lower case, no accents, words apart by one space: “Curaçao” and “heart-eyes” are found as people type them. */
function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[\s:,_-]+/g, ' ')
    .trim();
}
