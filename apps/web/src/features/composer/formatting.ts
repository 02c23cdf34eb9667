import type { Change } from '../../ui/insert-text.ts';

/** What the buttons under the composer do to the selected text. */
export type Format = 'bold' | 'italic' | 'code' | 'link' | 'quote' | 'list';

/** A text with a selection, offsets in UTF-16 code units. */
export interface Selected {
  text: string;
  start: number;
  end: number;
}

const AROUND: Partial<Record<Format, string>> = { bold: '**', italic: '_', code: '`' };
const BEFORE_LINE: Partial<Record<Format, string>> = { quote: '> ', list: '- ' };
const FENCE = '```';

/** The change that formats a selection, or takes the same format away again. */
export function format(selected: Selected, kind: Format): Change {
  const prefix = BEFORE_LINE[kind];
  if (prefix) return prefixLines(selected, prefix);
  if (kind === 'link') return makeLink(selected);
  const inside = selected.text.slice(selected.start, selected.end);
  if (kind === 'code' && inside.includes('\n')) return fence(selected, inside);
  return surround(selected, inside, AROUND[kind] ?? '');
}

function surround({ text, start, end }: Selected, inside: string, mark: string): Change {
  const size = mark.length;
  if (text.slice(start - size, start) === mark && text.slice(end, end + size) === mark) {
    return { from: start - size, to: end + size, insert: inside, start: start - size, end: end - size };
  }
  return { from: start, to: end, insert: mark + inside + mark, start: start + size, end: end + size };
}

function fence({ text, start, end }: Selected, inside: string): Change {
  const before = start === 0 || text[start - 1] === '\n' ? `${FENCE}\n` : `\n${FENCE}\n`;
  const after = end === text.length || text[end] === '\n' ? `\n${FENCE}` : `\n${FENCE}\n`;
  const from = start + before.length;
  return { from: start, to: end, insert: before + inside + after, start: from, end: from + inside.length };
}

function makeLink({ text, start, end }: Selected): Change {
  const inside = text.slice(start, end);
  if (/^https?:\/\/\S+$/.test(inside)) {
    return { from: start, to: end, insert: `[](${inside})`, start: start + 1, end: start + 1 };
  }
  const address = start + inside.length + 3;
  return { from: start, to: end, insert: `[${inside}](https://)`, start: address, end: address + 'https://'.length };
}

function prefixLines({ text, start, end }: Selected, prefix: string): Change {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const after = text.indexOf('\n', end);
  const to = after < 0 ? text.length : after;
  const lines = text.slice(from, to).split('\n');
  const has = lines.every((line) => line.startsWith(prefix));
  const insert = lines.map((line) => (has ? line.slice(prefix.length) : prefix + line)).join('\n');
  const moved = from + insert.length;
  return start === end ? { from, to, insert, start: moved, end: moved } : { from, to, insert, start: from, end: moved };
}
