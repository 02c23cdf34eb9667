/** What narrows a search: what is typed, and what it stands for. */
export const SEARCH_FILTERS = [
  { text: 'from:', label: 'from: person' },
  { text: 'in:', label: 'in: room' },
  { text: 'has:link', label: 'has:link' },
  { text: 'has:file', label: 'has:file' },
  { text: 'before:', label: 'before: date' },
  { text: 'after:', label: 'after: date' },
] as const;

const FILTER = /(?:^|\s)(?:from|in|has|before|after|during):|"/iu;

/** Whether a query holds a filter or a phrase: it can't be a name. */
export function hasFilter(query: string): boolean {
  return FILTER.test(query);
}

/** The query with a filter at its end, ready for the rest of it to be typed. */
export function withFilter(query: string, filter: string): string {
  const before = query.trimEnd();
  return `${before}${before === '' ? '' : ' '}${filter}${filter.endsWith(':') ? '' : ' '}`;
}
