import { EMOJI } from './emoji-list.ts';
import { EMOJI_GROUPS, type EmojiGroup } from './emoji-table.ts';
import { MOST_USED, usedEmoji } from './used-emoji.ts';

const ENTRIES = new Map(EMOJI_GROUPS.flatMap(({ entries }) => entries.map((entry) => [entry.emoji, entry])));

/** What one has picked, the last first, filled up with what people reach for most. */
export function oftenUsed(): EmojiGroup {
  const emoji = new Set([...usedEmoji(), ...EMOJI.map((entry) => entry.emoji)]);
  const entries = [...emoji].flatMap((each) => ENTRIES.get(each) ?? []);
  return { title: 'Often used', entries: entries.slice(0, MOST_USED) };
}
