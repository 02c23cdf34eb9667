import type { Api } from '@confab/client';
import type { SearchHit, SearchResult } from '@confab/protocol';
import { useEffect, useState } from 'react';
import { errorWords } from '../../store/error-words.ts';
import { withoutOpenFilter } from './search-filters.ts';

/** Waits this long after the last key, ms. */
const PAUSE_MS = 120;
const SHOWN = 12;

/** What comes first. */
export type SearchSort = 'newest' | 'best';

/** Messages that match what was typed. While the next answer is on its way, those of the last one stay. */
export interface MessageSearch {
  /** Nothing is asked: there is too little to go by. */
  idle: boolean;
  hits: readonly SearchHit[];
  /** An answer is awaited. */
  busy: boolean;
  /** Why there is none, in words. */
  problem: string;
  /** The server still reads old messages: there may be more. */
  indexing: boolean;
  hasMore: boolean;
  /** Asks for the next page. */
  more: () => void;
}

interface Answer {
  /** The question: the same only while it is the same object. */
  to: string;
  hits: readonly SearchHit[];
  next: string | undefined;
  problem: string;
  indexing: boolean;
}

const NOTHING: Answer = { to: '', hits: [], next: undefined, problem: '', indexing: false };

/** Asks the server for messages; the last question's answer counts. */
export function useMessageSearch(api: Api, query: string, sort: SearchSort): MessageSearch {
  const [answer, setAnswer] = useState(NOTHING);
  const [wantsMore, setWantsMore] = useState(false);
  const q = withoutOpenFilter(query).asked;
  const asked = worthAsking(q) ? `${sort} ${q}` : '';
  const { to, hits, next } = answer;
  const answered = to === asked;

  useEffect(() => {
    if (asked === '' || answered) return;
    let current = true;
    const timer = setTimeout(() => {
      api
        .search({ q, sort, limit: SHOWN })
        .then((result) => current && setAnswer(toAnswer(asked, result)))
        .catch((error: unknown) => current && setAnswer({ ...NOTHING, to: asked, problem: errorWords(error) }));
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [api, q, sort, asked, answered]);

  useEffect(() => {
    if (!wantsMore) return;
    if (!answered || next === undefined) return setWantsMore(false);
    let current = true;
    api
      .search({ q, sort, limit: SHOWN, cursor: next })
      .then((result) => current && setAnswer(toAnswer(asked, result, hits)))
      .catch((error: unknown) => current && setAnswer((last) => ({ ...last, problem: errorWords(error) })))
      .finally(() => current && setWantsMore(false));
    return () => {
      current = false;
    };
  }, [api, q, sort, asked, answered, hits, next, wantsMore]);

  if (asked === '') return { ...NOTHING, idle: true, busy: false, hasMore: false, more: () => undefined };
  return {
    idle: false,
    hits,
    busy: !answered || wantsMore,
    problem: answered ? answer.problem : '',
    indexing: answer.indexing,
    hasMore: answered && next !== undefined,
    more: () => setWantsMore(true),
  };
}

// One letter finds too much to be of use; one character of Chinese is a word.
function worthAsking(q: string): boolean {
  return q.length > 1 || q > '\u02ff';
}

function toAnswer(to: string, { hits, next, indexing }: SearchResult, before: readonly SearchHit[] = []): Answer {
  return { to, hits: [...before, ...hits], next, problem: '', indexing: indexing ?? false };
}
