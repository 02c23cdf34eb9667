import { decodeClientMessage } from '@confab/protocol';
import { expect, test } from 'vitest';
import { emojiOf } from '../../src/import/slack-emoji.ts';

test.each([
  ['+1', '👍'],
  ['thumbsup', '👍'],
  ['heart', '❤️'],
  ['heavy_check_mark', '✔️'],
  ['flag-de', '🇩🇪'],
  ['woman-shrugging', '🤷‍♀️'],
  ['+1::skin-tone-2', '👍🏻'],
  ['woman-shrugging::skin-tone-6', '🤷🏿‍♀️'],
  ['tada::skin-tone-3', '🎉'],
  ['party_parrot', ':party_parrot:'],
])('%s is %s, as a client may send it', (name, emoji) => {
  expect(emojiOf(name)).toBe(emoji);
  const frame = { type: 'react', id: '1', room: 'r', message: 'm', emoji, on: true };
  expect(decodeClientMessage(JSON.stringify(frame))).toMatchObject({ ok: true });
});

test.each(['', 'Über', 'a b', `x${'y'.repeat(80)}`])('%s is no emoji', (name) => {
  expect(emojiOf(name)).toBeUndefined();
});
