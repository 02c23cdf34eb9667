import { parseInline } from './parse-inline.ts';
import type { Block, ListItem } from './syntax-tree.ts';

const FENCE = /^ {0,3}```([^`]*)$/;
const FENCE_END = /^ {0,3}```\s*$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,12})([-*]|\d{1,9}[.)])[ \t]+(?=\S)/;
const DEEPEST = 4;

/**
 * Reads a message body: paragraphs, quotes, lists and fenced code, with the styles, code and links inside of them.
 * It never throws, keeps all text but the marks, and takes time linear in the length of the body.
 */
export function parseMarkdown(body: string): Block[] {
  return parseLines(body.split('\n'), 0);
}

function parseLines(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const { block, end } = readBlock(lines, at, depth);
    if (block) blocks.push(block);
    at = end;
  }
  return blocks;
}

interface Read {
  block?: Block;
  /** The line after it. */
  end: number;
}

function readBlock(lines: readonly string[], at: number, depth: number): Read {
  const line = lines[at] ?? '';
  if (line.trim() === '') return { end: at + 1 };
  const fence = FENCE.exec(line);
  if (fence) return readCode(lines, at, fence[1] ?? '');
  if (QUOTE.test(line) && depth < DEEPEST) return readQuote(lines, at, depth);
  if (ITEM.test(line)) return readList(lines, at);
  return readParagraph(lines, at, depth);
}

/** Code that isn't closed goes to the end, as it does while somebody types. */
function readCode(lines: readonly string[], at: number, info: string): Read {
  let end = at + 1;
  while (end < lines.length && !FENCE_END.test(lines[end] ?? '')) end += 1;
  const [language = '', ...title] = info.trim().split(/\s+/);
  const text = lines.slice(at + 1, end).join('\n');
  return { block: { kind: 'code', language, title: title.join(' '), text }, end: end + 1 };
}

function readQuote(lines: readonly string[], at: number, depth: number): Read {
  let end = at;
  const inner: string[] = [];
  while (end < lines.length && QUOTE.test(lines[end] ?? '')) {
    inner.push((lines[end] ?? '').replace(QUOTE, ''));
    end += 1;
  }
  return { block: { kind: 'quote', children: parseLines(inner, depth + 1) }, end };
}

function readList(lines: readonly string[], at: number): Read {
  const ordered = isOrdered(lines[at] ?? '');
  const start = ordered ? Number.parseInt((lines[at] ?? '').trim(), 10) : 1;
  const items: { depth: number; ordered: boolean; lines: string[] }[] = [];
  let end = at;
  for (; end < lines.length; end += 1) {
    const line = lines[end] ?? '';
    const item = ITEM.exec(line);
    const last = items.at(-1);
    if (item && (isOrdered(line) === ordered || (item[1] ?? '').length > 1)) {
      const depth = Math.min(3, (item[1] ?? '').length >> 1);
      items.push({ depth, ordered: isOrdered(line), lines: [line.slice(item[0].length)] });
    } else if (!item && last && /^ {2,}\S/.test(line)) {
      last.lines.push(line.trim());
    } else {
      break;
    }
  }
  const parsed = items.map(
    (item): ListItem => ({
      depth: item.depth,
      ordered: item.ordered,
      children: parseInline(item.lines.join('\n')),
    }),
  );
  return { block: { kind: 'list', ordered, start, items: parsed }, end };
}

function isOrdered(line: string): boolean {
  return /^\s*\d/.test(line);
}

function readParagraph(lines: readonly string[], at: number, depth: number): Read {
  let end = at + 1;
  while (end < lines.length && !startsOther(lines[end] ?? '', depth)) end += 1;
  return { block: { kind: 'paragraph', children: parseInline(lines.slice(at, end).join('\n')) }, end };
}

function startsOther(line: string, depth: number): boolean {
  return line.trim() === '' || FENCE.test(line) || ITEM.test(line) || (QUOTE.test(line) && depth < DEEPEST);
}
