interface SearchFilter {
  /** What is typed. */
  text: string;
  /** What it stands for. */
  label: string;
  /** How one that waits for its value can go on. */
  example?: string;
}

/** What narrows a search. */
export const SEARCH_FILTERS: readonly SearchFilter[] = [
  { text: 'from:', label: 'from: person', example: 'from:ada' },
  { text: 'in:', label: 'in: room', example: 'in:general' },
  { text: 'has:link', label: 'has:link' },
  { text: 'has:file', label: 'has:file' },
  { text: 'before:', label: 'before: date', example: 'before:2026-01-31' },
  { text: 'after:', label: 'after: date', example: 'after:2026-01-31' },
];

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

/**
 * Takes a filter that waits for its value off the end of a query.
 * @returns what can be asked meanwhile, and how the filter can go on where there is one
 */
export function withoutOpenFilter(query: string): { asked: string; example: string | undefined } {
  const asked = query.trim();
  const last = /\S*$/.exec(asked)?.[0].toLowerCase();
  const open = SEARCH_FILTERS.find(({ text, example }) => example !== undefined && text === last);
  return { asked: open ? asked.slice(0, -open.text.length).trimEnd() : asked, example: open?.example };
}
