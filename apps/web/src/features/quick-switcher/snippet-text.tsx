import type { SearchHit } from '@confab/protocol';
import type { ReactNode } from 'react';

/** Markdown that would only be in the way in one line. */
const MARKS = /`+|\*\*|~~/g;

/** The text around a match, with what was found marked. */
export function SnippetText({ snippet, marks }: Pick<SearchHit, 'snippet' | 'marks'>): ReactNode {
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const [start, end] of marks) {
    pieces.push(snippet.slice(at, start).replaceAll(MARKS, ''), <mark key={start}>{snippet.slice(start, end)}</mark>);
    at = end;
  }
  return [...pieces, snippet.slice(at).replaceAll(MARKS, '')];
}
