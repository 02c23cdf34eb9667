/** An emoji, what it is called, and what else it is found by. */
export interface EmojiEntry {
  emoji: string;
  name: string;
  words: string;
}

/** What people reach for most: small, as the first script has it. The others come with the picker (emoji-table.ts). */
export const EMOJI: readonly EmojiEntry[] = [
  { emoji: '👍', name: 'thumbs up', words: 'yes agree ok good' },
  { emoji: '❤️', name: 'heart', words: 'love thanks' },
  { emoji: '😂', name: 'tears of joy', words: 'laugh funny lol' },
  { emoji: '🎉', name: 'party popper', words: 'celebrate hooray congratulations' },
  { emoji: '👀', name: 'eyes', words: 'look watching' },
  { emoji: '🙏', name: 'folded hands', words: 'please thanks' },
  { emoji: '✅', name: 'check mark', words: 'done yes' },
  { emoji: '👎', name: 'thumbs down', words: 'no disagree' },
  { emoji: '😄', name: 'smile', words: 'happy grin' },
  { emoji: '😅', name: 'relieved smile', words: 'sweat phew close' },
  { emoji: '😍', name: 'heart eyes', words: 'love beautiful' },
  { emoji: '🤔', name: 'thinking', words: 'hmm unsure' },
  { emoji: '😮', name: 'surprised', words: 'wow open mouth' },
  { emoji: '😢', name: 'crying', words: 'sad tear' },
  { emoji: '😡', name: 'angry', words: 'cross mad' },
  { emoji: '🔥', name: 'fire', words: 'hot great' },
  { emoji: '💯', name: 'hundred points', words: 'perfect full' },
  { emoji: '🚀', name: 'rocket', words: 'ship launch fast' },
  { emoji: '👏', name: 'clapping', words: 'applause bravo' },
  { emoji: '🙌', name: 'raised hands', words: 'praise hooray' },
  { emoji: '💡', name: 'light bulb', words: 'idea' },
  { emoji: '☕', name: 'coffee', words: 'tea break' },
  { emoji: '👋', name: 'waving', words: 'hello bye' },
  { emoji: '🐛', name: 'bug', words: 'insect worm' },
];

/** What an emoji is called; itself where it isn't in the list. */
export function emojiName(emoji: string): string {
  return EMOJI.find((entry) => entry.emoji === emoji)?.name ?? emoji;
}
