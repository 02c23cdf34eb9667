import type { Change } from '../../ui/insert-text.ts';

/** A `from:` or `in:` that is being typed. */
export interface OpenFilter {
  key: 'from' | 'in';
  /** Where it begins and where the caret stands, in UTF-16 code units. */
  at: number;
  caret: number;
  /** What was typed of the name. */
  name: string;
}

/** Quotes as keyboards write them. */
const QUOTES = '"“”„';
const OPEN = new RegExp(`(?:^|\\s)((from|in):[@#]?(?:[${QUOTES}]([^${QUOTES}]*)|([^\\s${QUOTES}]*)))$`, 'iu');
const HAS_QUOTE = new RegExp(`[${QUOTES}]`, 'u');

/** The filter before the caret that waits for a name or has a part of it. */
export function openFilter(query: string, caret: number): OpenFilter | undefined {
  const [, text = '', key = '', quoted, bare = ''] = OPEN.exec(query.slice(0, caret)) ?? [];
  if (text === '' || /^\S/u.test(query.slice(caret))) return undefined;
  const name = quoted ?? bare;
  return { key: key.toLowerCase() === 'in' ? 'in' : 'from', at: caret - text.length, caret, name };
}

/** What makes the filter whole, as the server reads it: in quotes where the name has spaces. Then one goes on writing. */
export function completeFilter({ key, at, caret }: OpenFilter, query: string, name: string): Change {
  // There is no way to write a quote; what stands before it finds them too.
  const value =
    name
      .split(HAS_QUOTE)
      .find((part) => part.trim() !== '')
      ?.trim() ?? '';
  const filter = `${key}:${/\s/u.test(value) ? `"${value}"` : value}`;
  const insert = query[caret] === undefined ? `${filter} ` : filter;
  const end = at + filter.length + 1;
  return { from: at, to: caret, insert, start: end, end };
}
