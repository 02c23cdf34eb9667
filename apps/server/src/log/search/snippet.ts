import type { Range } from './find-matches.ts';
import type { FoldedText } from './fold-text.ts';
import type { SearchHit } from './search-request.ts';

const LENGTH = 160;
/** Text kept before the first match. */
const BEFORE = 24;

/** Cuts out the text around the first match, about 160 characters of one line, and says where its matches are. */
export function makeSnippet(text: string, folded: FoldedText, matches: readonly Range[]): Omit<SearchHit, 'message'> {
  const marked = matches.map(([start, end]): Range => [folded.sourceOf(start), sourceEnd(text, folded, end)]);
  const first = marked[0]?.[0] ?? 0;
  const start = startOf(text, first);
  const end = endOf(text, start);
  let snippet = start > 0 ? '…' : '';
  const places: number[] = [];
  let gap = true;
  for (let i = start; i < end; i += 1) {
    const character = text.charAt(i);
    const space = /\s/u.test(character);
    places[i] = snippet.length;
    if (!space) snippet += character;
    else if (!gap) snippet += ' ';
    gap = space;
  }
  snippet = snippet.trimEnd();
  places[end] = snippet.length;
  const marks = merge(
    marked
      .filter((range) => range[0] < end && range[1] > start)
      .map((range): Range => [places[Math.max(range[0], start)] ?? 0, places[Math.min(range[1], end)] ?? 0]),
  );
  return { snippet: end < text.length ? `${snippet}…` : snippet, marks };
}

// Marks that follow a base character in the source belong to it.
function sourceEnd(text: string, folded: FoldedText, end: number): number {
  const last = folded.sourceOf(end - 1);
  const next = folded.sourceOf(end);
  return next > last ? next : Math.min(text.length, last + String.fromCodePoint(text.codePointAt(last) ?? 32).length);
}

// Begins at a word where one is near.
function startOf(text: string, first: number): number {
  if (first <= BEFORE) return 0;
  const from = first - BEFORE;
  const space = text.slice(from, first).search(/\s/u);
  return space < 0 ? apart(text, from) : from + space + 1;
}

function endOf(text: string, start: number): number {
  return start + LENGTH >= text.length ? text.length : apart(text, start + LENGTH);
}

// Not in the middle of a surrogate pair.
function apart(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff ? index - 1 : index;
}

function merge(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const [start, end] of ranges) {
    const last = merged.at(-1);
    if (end <= start) continue;
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}
