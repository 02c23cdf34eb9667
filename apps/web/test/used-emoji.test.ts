import { beforeEach, expect, test, vi } from 'vitest';
import { EMOJI } from '../src/ui/emoji-list.ts';
import { EMOJI_GROUPS } from '../src/ui/emoji-table.ts';
import { oftenUsed } from '../src/ui/often-used.ts';
import { forgetEmoji, MOST_USED, rememberEmoji, usedEmoji } from '../src/ui/used-emoji.ts';

const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
  return () => vi.unstubAllGlobals();
});

const offered = () => oftenUsed().entries.map(({ emoji }) => emoji);
const curated = EMOJI.map(({ emoji }) => emoji).slice(0, MOST_USED);

test('what was picked last stands first, once, and what people reach for most fills up', () => {
  for (const emoji of ['🍕', '👀', '🍕']) rememberEmoji(emoji);
  expect(usedEmoji()).toEqual(['🍕', '👀']);
  expect(offered()).toEqual(['🍕', '👀', ...curated.filter((emoji) => emoji !== '👀')].slice(0, MOST_USED));
});

test('no more are remembered than are offered', () => {
  for (const { emoji } of EMOJI_GROUPS[0]?.entries ?? []) rememberEmoji(emoji);
  expect(usedEmoji()).toHaveLength(MOST_USED);
  expect(offered()).toEqual(usedEmoji());
});

test('whoever signs in next starts afresh', () => {
  rememberEmoji('🍕');
  forgetEmoji();
  expect(kept.size).toBe(0);
  expect(offered()).toEqual(curated);
});

test('what is kept and makes no sense is passed over', () => {
  for (const nonsense of ['no JSON', '{"a":1}', '[1,"not an emoji",null]']) {
    kept.set('confab.emoji', nonsense);
    expect(offered()).toEqual(curated);
  }
});

test('a browser that keeps nothing still offers some', () => {
  vi.stubGlobal('localStorage', undefined);
  rememberEmoji('🍕');
  forgetEmoji();
  expect(offered()).toEqual(curated);
});
