import { decodeClientMessage } from '@confab/protocol';
import { describe, expect, it } from 'vitest';
import { EMOJI } from '../src/ui/emoji-list.ts';
import { EMOJI_GROUPS } from '../src/ui/emoji-table.ts';
import { findEmoji } from '../src/ui/find-emoji.ts';

const ID = 'aaaaaaaaaaaaaaaaaaaaaaaa';
const every = EMOJI_GROUPS.flatMap(({ entries }) => entries);
const found = (query: string) => findEmoji(query).map(({ emoji }) => emoji);

describe('the table of emoji', () => {
  it('has all of Unicode’s in the form that Unicode recommends, each once', () => {
    expect(every.length).toBeGreaterThan(1_900);
    expect(new Set(every.map(({ emoji }) => emoji)).size).toBe(every.length);
    expect(every.filter(({ emoji }) => !/^\p{RGI_Emoji}$/v.test(emoji))).toEqual([]);
  });

  it('offers nothing that the server would refuse', () => {
    const react = (emoji: string) =>
      decodeClientMessage(JSON.stringify({ type: 'react', id: ID, room: ID, message: ID, emoji, on: true }));
    expect(react('no emoji').ok).toBe(false);
    expect(every.filter(({ emoji }) => !react(emoji).ok)).toEqual([]);
  });

  it('calls what people reach for most as reactions do', () => {
    for (const { emoji, name } of EMOJI) expect(every.find((entry) => entry.emoji === emoji)?.name).toBe(name);
  });
});

describe('emoji', () => {
  it('are found by the beginning of any of their words', () => {
    expect(found('cele')[0]).toBe('🎉');
    expect(found('thumbs no')).toEqual(['👎']);
    expect(found('PIZ sli')).toEqual(['🍕']);
    expect(found('qqq')).toEqual([]);
  });

  it('are offered best first: called so, then name, then other words', () => {
    expect(found('heart').slice(0, 2)).toEqual(['❤️', '😍']);
    expect(found('fire')[0]).toBe('🔥');
    expect(found('dog')[0]).toBe('🐕');
  });

  it('are found with and without accents, by a shortcode, and by themselves', () => {
    expect(found('curacao')).toEqual(found('Curaçao'));
    expect(found('curacao')).toEqual(['🇨🇼']);
    expect(found(':tada:')).toContain('🎉');
    expect(found('🎉')).toEqual(['🎉']);
  });

  it('are none where there is no word to find them by', () => {
    expect(found(' - ')).toEqual([]);
  });
});
