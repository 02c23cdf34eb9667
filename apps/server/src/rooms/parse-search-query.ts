import type { Extra, SearchTerm } from '../log/search/search-request.ts';

/** What somebody typed into the search, understood. */
export interface SearchQuery {
  terms: SearchTerm[];
  /** `from:` names. */
  from: string[];
  /** `in:` rooms, by slug or name. */
  in: string[];
  /** `has:` */
  has: Extra[];
  /** The first moment, and the moment after the last one: Unix milliseconds, days of UTC. */
  since: number | undefined;
  until: number | undefined;
}

/** Words and filters beyond these are left out. */
const MOST = 8;
const CHUNK = /(?:-|from:|in:)?"[^"]*"?|\S+/giu;
const FILTER = /^(from|in|has|before|after|during):"?([^"]+)"?$/iu;
const QUOTED = /^(-?)"([^"]*)("?)$/u;
const NEGATED = /^-(?=[\p{L}\p{N}])(.+)$/u;
const DATE = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/u;

/**
 * Reads a query: words, "phrases", -without, and the filters `from: in: has: before: after: during:`. Whatever isn't that
 * is text to look for; nothing is an error.
 */
export function parseSearchQuery(text: string): SearchQuery {
  const query: SearchQuery = { terms: [], from: [], in: [], has: [], since: undefined, until: undefined };
  const chunks = text.replace(/[“”„]/gu, '"').match(CHUNK) ?? [];
  for (const chunk of chunks) if (!takeFilter(query, chunk)) takeTerm(query, chunk);
  // Without anything to look for, “-word” is a word.
  if (query.terms.every((term) => term.negated) && !hasFilter(query)) {
    for (const term of query.terms) Object.assign(term, { negated: false, text: `-${term.text}` });
  }
  return query;
}

function takeTerm(query: SearchQuery, chunk: string): void {
  if (query.terms.length >= MOST) return;
  const quoted = QUOTED.exec(chunk);
  const [, minus, phrase, end] = quoted ?? [];
  if (phrase !== undefined && phrase.trim() !== '') {
    query.terms.push({ text: phrase, exact: end === '"', negated: minus === '-' });
    return;
  }
  const negated = NEGATED.exec(chunk)?.[1];
  query.terms.push({ text: negated ?? chunk, exact: false, negated: negated !== undefined });
}

// Whether the chunk is a filter; one that makes no sense is text.
function takeFilter(query: SearchQuery, chunk: string): boolean {
  const [, key = '', value = ''] = FILTER.exec(chunk) ?? [];
  switch (key.toLowerCase()) {
    case 'from':
      return add(query.from, value.replace(/^@/u, '').trim());
    case 'in':
      return add(query.in, value.replace(/^#/u, '').trim());
    case 'has':
      return takeExtra(query, value.toLowerCase());
    case 'before':
    case 'after':
    case 'during':
      return takeDate(query, key.toLowerCase(), value);
    default:
      return false;
  }
}

function add(names: string[], name: string): boolean {
  if (name === '' || names.length >= MOST) return false;
  names.push(name);
  return true;
}

function takeExtra(query: SearchQuery, value: string): boolean {
  if (value !== 'link' && value !== 'file') return false;
  query.has.push(value);
  return true;
}

function takeDate(query: SearchQuery, key: string, value: string): boolean {
  const span = spanOf(value);
  if (!span) return false;
  const [start, end] = span;
  if (key === 'before') query.until = Math.min(query.until ?? start, start);
  else if (key === 'after') query.since = Math.max(query.since ?? end, end);
  else {
    query.since = Math.max(query.since ?? start, start);
    query.until = Math.min(query.until ?? end, end);
  }
  return true;
}

// A year, month or day: its first moment and the moment after it.
function spanOf(value: string): [number, number] | undefined {
  const [, year, month, day] = DATE.exec(value) ?? [];
  if (year === undefined) return undefined;
  const [y, m, d] = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)];
  const start = new Date(Date.UTC(y, m, d));
  if (start.getUTCMonth() !== m || start.getUTCDate() !== d) return undefined;
  const end =
    day !== undefined ? Date.UTC(y, m, d + 1) : month !== undefined ? Date.UTC(y, m + 1, 1) : Date.UTC(y + 1, 0, 1);
  return start.getTime() < 0 ? undefined : [start.getTime(), end];
}

function hasFilter(query: SearchQuery): boolean {
  const { from, has, since, until } = query;
  return from.length + query.in.length + has.length > 0 || since !== undefined || until !== undefined;
}
