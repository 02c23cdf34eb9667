import table from 'emojibase-data/en/compact.json';
import { canDraw } from './can-draw.ts';
import { EMOJI, type EmojiEntry } from './emoji-list.ts';

/** Emoji under one heading. */
export interface EmojiGroup {
  title: string;
  entries: readonly EmojiEntry[];
}

// By emojibase's numbers. 2 holds what emoji are made of, such as skin tones; letters of flags have no group.
const TITLES: readonly (readonly [group: number, title: string])[] = [
  [0, 'Smileys'],
  [1, 'People'],
  [3, 'Animals'],
  [4, 'Food'],
  [5, 'Travel'],
  [6, 'Activities'],
  [7, 'Objects'],
  [8, 'Symbols'],
  [9, 'Flags'],
];

const CURATED = new Map(EMOJI.map((entry) => [entry.emoji, entry]));

/** Every emoji that can be shown here, by the kinds that Unicode has. */
export const EMOJI_GROUPS: readonly EmojiGroup[] = TITLES.map(([number, title]) => ({
  title,
  entries: table.filter(({ group, unicode }) => group === number && canDraw(unicode)).map(toEntry),
}));

function toEntry({ unicode, label, tags = [] }: (typeof table)[number]): EmojiEntry {
  const emoji = recommendedForm(unicode);
  const curated = CURATED.get(emoji);
  const words = [label, ...tags].join(' ');
  return curated ? { ...curated, words: `${curated.words} ${words}` } : { emoji, name: label, words };
}

// The table asks for the picture also where it is what one gets. Two forms of one emoji would be two reactions.
function recommendedForm(emoji: string): string {
  return emoji.replace(/^(\p{Emoji_Presentation})\u{FE0F}$/u, '$1');
}
