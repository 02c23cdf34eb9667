/** An emoji with the words it is found by; the first is its name. */
export interface EmojiEntry {
  emoji: string;
  words: string;
}

/** What people reach for most. */
export const EMOJI: readonly EmojiEntry[] = [
  { emoji: '👍', words: 'thumbs up yes agree ok good' },
  { emoji: '❤️', words: 'heart love thanks' },
  { emoji: '😂', words: 'tears of joy laugh funny lol' },
  { emoji: '🎉', words: 'party popper celebrate hooray congratulations' },
  { emoji: '👀', words: 'eyes look watching' },
  { emoji: '🙏', words: 'folded hands please thanks' },
  { emoji: '✅', words: 'check mark done yes' },
  { emoji: '👎', words: 'thumbs down no disagree' },
  { emoji: '😄', words: 'smile happy grin' },
  { emoji: '😅', words: 'sweat smile phew close' },
  { emoji: '😍', words: 'heart eyes love beautiful' },
  { emoji: '🤔', words: 'thinking hmm unsure' },
  { emoji: '😮', words: 'surprised wow open mouth' },
  { emoji: '😢', words: 'crying sad tear' },
  { emoji: '😡', words: 'angry cross mad' },
  { emoji: '🔥', words: 'fire hot great' },
  { emoji: '💯', words: 'hundred points perfect full' },
  { emoji: '🚀', words: 'rocket ship launch fast' },
  { emoji: '👏', words: 'clapping applause bravo' },
  { emoji: '🙌', words: 'raised hands praise hooray' },
  { emoji: '💡', words: 'light bulb idea' },
  { emoji: '☕', words: 'coffee tea break' },
  { emoji: '👋', words: 'waving hello bye' },
  { emoji: '🐛', words: 'bug insect worm' },
];

/** Those of them whose words begin with each word of the query. */
export function findEmoji(query: string): readonly EmojiEntry[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  return EMOJI.filter(({ words }) => wanted.every((want) => words.split(' ').some((word) => word.startsWith(want))));
}

/** What an emoji is called; itself where it isn't in the list. */
export function emojiName(emoji: string): string {
  const words = EMOJI.find((entry) => entry.emoji === emoji)?.words;
  return words ? words.split(' ').slice(0, 2).join(' ') : emoji;
}
