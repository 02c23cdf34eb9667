import type { RoomHandle } from '@confab/client';
import { useCallback, useRef, useState } from 'react';
import { errorWords } from '../../store/error-words.ts';
import { roomRows } from './room-rows.ts';

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
  const load = useCallback((page: () => Promise<void>) => {
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
    if (handle.timeline.hasOlder) load(() => untilShown(handle, 0, () => handle.loadOlder(PAGE)));
  }, [handle, load]);
  const loadNewer = useCallback(() => {
    if (handle.timeline.hasNewer) load(() => untilShown(handle, -1, () => handle.loadNewer(PAGE)));
  }, [handle, load]);
  return { problem, loadOlder, loadNewer };
}

/** Loads pages until there is more to show at that edge: one may hold nothing but replies in threads. */
async function untilShown(handle: RoomHandle, edge: 0 | -1, page: () => Promise<number>): Promise<void> {
  const shown = () => roomRows(handle.timeline.rows).at(edge)?.id;
  const before = shown();
  while ((await page()) > 0 && shown() === before);
}
