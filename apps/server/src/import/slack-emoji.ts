import { createRequire } from 'node:module';

// Slack's own names (emoji-data); other tables differ in dozens of them. Through require: Node 20 warns about JSON imports.
const TABLE: Record<string, string | string[]> = createRequire(import.meta.url)(
  'emojibase-data/en/shortcodes/iamcal.json',
);

const CUSTOM_NAME = /^[a-z0-9][a-z0-9_+'-]{0,60}$/;
const RGI_EMOJI = /^\p{RGI_Emoji}$/v;

const BY_NAME = new Map(
  Object.entries(TABLE).flatMap(([codes, names]) => [names].flat().map((name) => [name, toEmoji(codes)] as const)),
);

/**
 * The emoji of a Slack reaction.
 * @param name without colons, such as `tada` or `+1::skin-tone-3`
 * @returns the emoji; `:name:` for one of the workspace's own; undefined where the name fits neither
 */
export function emojiOf(name: string): string | undefined {
  const [base = '', tone] = name.split('::');
  const emoji = BY_NAME.get(base);
  if (emoji !== undefined) return tone === undefined ? emoji : withSkinTone(emoji, tone);
  return CUSTOM_NAME.test(base) ? `:${base}:` : undefined;
}

function toEmoji(codes: string): string {
  const emoji = String.fromCodePoint(...codes.split('-').map((code) => Number.parseInt(code, 16)));
  // The table leaves out the variation selector that makes ❤ a picture, and that clients send.
  return !RGI_EMOJI.test(emoji) && RGI_EMOJI.test(`${emoji}\u{FE0F}`) ? `${emoji}\u{FE0F}` : emoji;
}

// Slack counts the Fitzpatrick types from 2. The modifier follows the person, the first code point.
function withSkinTone(emoji: string, tone: string): string {
  const step = /^skin-tone-([2-6])$/.exec(tone)?.[1];
  if (step === undefined) return emoji;
  const [person = '', ...rest] = [...emoji];
  if (rest[0] === '\u{FE0F}') rest.shift();
  const toned = [person, String.fromCodePoint(0x1f3fb - 2 + Number(step)), ...rest].join('');
  return RGI_EMOJI.test(toned) ? toned : emoji;
}
