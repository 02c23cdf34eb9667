import type { Api } from '@confab/client';
import { useEffect, useState } from 'react';
import { errorWords } from '../../store/error-words.ts';
import type { Hit } from './find-options.ts';

/** Waits this long after the last key, ms. */
const PAUSE_MS = 200;
const SHORTEST = 2;
const SHOWN = 8;

/** Asks the server for messages that match; the last question's answer counts. */
export function useMessageSearch(api: Api, query: string): { hits: readonly Hit[]; busy: boolean; problem: string } {
  const [answer, setAnswer] = useState<{ to: string; hits: readonly Hit[]; problem: string }>({
    to: '',
    hits: [],
    problem: '',
  });
  const q = query.trim();
  const wanted = Array.from(q).length >= SHORTEST;

  useEffect(() => {
    if (!wanted) return;
    let current = true;
    const timer = setTimeout(() => {
      api
        .search({ q, limit: SHOWN })
        .then(({ hits }) => current && setAnswer({ to: q, hits, problem: '' }))
        .catch((error: unknown) => current && setAnswer({ to: q, hits: [], problem: errorWords(error) }));
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [api, q, wanted]);

  if (!wanted) return { hits: [], busy: false, problem: '' };
  return { hits: answer.hits, busy: answer.to !== q, problem: answer.problem };
}
