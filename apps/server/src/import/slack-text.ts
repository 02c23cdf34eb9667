import { emojiOf } from './slack-emoji.ts';

/** What the ids in a text stand for. */
export interface TextNames {
  /** A user's display name by id. */
  user(id: string): string | undefined;
  /** A channel's name by id. */
  channel(id: string): string | undefined;
}

const CODE_OR_TAG = /```([\s\S]*?)```|`([^`\n]+)`|<([^<>\n]+)>/g;
const URL_SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const HELD = /\u0001(\d+)\u0002/g;

// Slack's marks count only at the edges of words, and around text without spaces at its ends.
const BOLD = /(?<![\p{L}\p{N}*])\*(?![\s*])([^*\n]*[^\s*])\*(?![\p{L}\p{N}*])/gu;
const STRIKE = /(?<![\p{L}\p{N}~])~(?![\s~])([^~\n]*[^\s~])~(?![\p{L}\p{N}~])/gu;

// 10:30:00 and ::1 are no emoji.
const EMOJI_NAME = /(?<![\p{L}\p{N}:]):([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):(?![\p{L}\p{N}:])/gu;

/**
 * Turns Slack's markup into Markdown: mentions and channel links into names, links, bold, strike, code blocks,
 * emoji names, entities.
 * Code keeps its text as it is. Italics and quotes are the same in both.
 * @param text without control characters other than tab and newline
 */
export function toMarkdown(text: string, names: TextNames): string {
  // Finished pieces are held out of the text, so that nothing in them is taken for markup.
  const held: string[] = [];
  const hold = (piece: string) => `\u0001${held.push(piece) - 1}\u0002`;
  const marked = text.replace(CODE_OR_TAG, (whole, block?: string, code?: string, tag?: string) => {
    if (block !== undefined) return block.trim() === '' ? whole : hold(fence(block, names));
    if (code !== undefined) return hold(`\`${plain(code, names)}\``);
    return hold(link(tag ?? '', names));
  });
  const emphasized = decode(marked.replace(BOLD, '**$1**').replace(STRIKE, '~~$1~~')).replace(EMOJI_NAME, toEmoji);
  return separateFences(emphasized).replace(HELD, (_, index: string) => held[Number(index)] ?? '');

  // In Markdown a fence has its lines for itself.
  function separateFences(whole: string): string {
    return whole.replace(HELD, (mark, index: string, at: number) => {
      if (!held[Number(index)]?.startsWith('```\n')) return mark;
      const before = at === 0 || whole[at - 1] === '\n' ? '' : '\n';
      const end = at + mark.length;
      const after = end === whole.length || whole[end] === '\n' ? '' : '\n';
      return `${before}${mark}${after}`;
    });
  }
}

/** Turns Slack's markup into text without any: for code, and for the topic of a room. */
export function plain(text: string, names: TextNames): string {
  return decode(text.replace(/<([^<>\n]+)>/g, (_, tag: string) => plainTag(tag, names)));
}

// An emoji of the workspace's own keeps its :name:.
function toEmoji(named: string, name: string): string {
  return emojiOf(name) ?? named;
}

function fence(block: string, names: TextNames): string {
  return `\`\`\`\n${plain(block, names).replace(/^\n|\n$/g, '')}\n\`\`\``;
}

function link(tag: string, names: TextNames): string {
  const [target, label] = splitLabel(tag);
  if (!URL_SCHEME.test(target)) return plainTag(tag, names);
  const url = decode(target);
  const shown = decode(label ?? '');
  if (shown === '' || shown === url) return url;
  if (url === `mailto:${shown}` || url === `tel:${shown}`) return shown;
  return `[${shown.replace(/[[\]\\]/g, '\\$&')}](${url.replaceAll('(', '%28').replaceAll(')', '%29').replaceAll(' ', '%20')})`;
}

function plainTag(tag: string, names: TextNames): string {
  const [target, label] = splitLabel(tag);
  const id = target.slice(1);
  switch (target[0]) {
    case '@':
      return `@${names.user(id) ?? withoutSign(label) ?? 'Unknown user'}`;
    case '#':
      return `#${names.channel(id) ?? withoutSign(label) ?? 'unknown-channel'}`;
    case '!':
      return special(id, label);
    default:
      return URL_SCHEME.test(target) ? decode(label ?? target) : decode(`<${tag}>`);
  }
}

// <!here>, <!subteam^S123|@group>, <!date^1392734382^{date}|February 18th>
function special(command: string, label: string | undefined): string {
  if (label !== undefined && label !== '') return decode(label);
  const [name = '', argument = ''] = command.split('^');
  const date = new Date(name === 'date' ? Number(argument) * 1_000 : Number.NaN);
  if (!Number.isNaN(date.getTime())) return date.toISOString();
  return name === 'subteam' ? '@group' : `@${name}`;
}

function splitLabel(tag: string): [string, string | undefined] {
  const at = tag.indexOf('|');
  return at < 0 ? [tag, undefined] : [tag.slice(0, at), tag.slice(at + 1)];
}

function withoutSign(label: string | undefined): string | undefined {
  return label ? decode(label.replace(/^[@#]/, '')) : undefined;
}

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

function decode(text: string): string {
  return text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}
