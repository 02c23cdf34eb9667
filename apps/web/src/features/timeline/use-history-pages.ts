import type { RoomHandle } from '@confab/client';
import { useCallback, useRef, useState } from 'react';
import { errorWords } from '../../store/error-words.ts';

export interface HistoryPages {
  /** Why the last try failed, in words. */
  problem: string;
  /** Loads the page before the first row, unless one is on its way or there is none. */
  loadOlder: () => void;
  /** Loads the page after the last row. */
  loadNewer: () => void;
}

/** Messages of one page: some views. */
const PAGE = 200;

/** Loads history around the rows, one page at a time. */
export function useHistoryPages(handle: RoomHandle): HistoryPages {
  const [problem, setProblem] = useState('');
  const loading = useRef(false);
  const load = useCallback((page: () => Promise<number>) => {
    if (loading.current) return;
    loading.current = true;
    page()
      .then(() => setProblem(''))
      .catch((error: unknown) => setProblem(errorWords(error)))
      .finally(() => {
        loading.current = false;
      });
  }, []);
  const loadOlder = useCallback(() => {
    if (handle.timeline.hasOlder) load(() => handle.loadOlder(PAGE));
  }, [handle, load]);
  const loadNewer = useCallback(() => {
    if (handle.timeline.hasNewer) load(() => handle.loadNewer(PAGE));
  }, [handle, load]);
  return { problem, loadOlder, loadNewer };
}
