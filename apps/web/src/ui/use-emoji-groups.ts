import { useDeferredValue, useMemo } from 'react';
import type { EmojiEntry } from './emoji-list.ts';
import { EMOJI_GROUPS, type EmojiGroup } from './emoji-table.ts';
import { findEmoji } from './find-emoji.ts';
import { oftenUsed } from './often-used.ts';

/** Groups that are there at once; the others come after the first paint. */
const FIRST_GROUPS = 2;

interface Shown {
  /** What to show now. It may be a moment behind the query, so that typing never waits for it. */
  groups: readonly EmojiGroup[];
  /** The first of what the query finds. */
  first: () => EmojiEntry | undefined;
}

/** What the picker shows: all groups, what one uses often before them; where something is asked for, what is found. */
export function useEmojiGroups(query: string): Shown {
  const all = useMemo(() => [oftenUsed(), ...EMOJI_GROUPS], []);
  const count = useDeferredValue(all.length, FIRST_GROUPS);
  const asked = useDeferredValue(query.trim());
  const groups = useMemo(
    () => (asked ? [{ title: 'Found', entries: findEmoji(asked) }] : all.slice(0, count)),
    [asked, all, count],
  );
  return { groups, first: () => (query.trim() ? findEmoji(query) : all[0]?.entries)?.[0] };
}
