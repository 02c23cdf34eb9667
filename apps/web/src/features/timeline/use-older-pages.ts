import type { RoomHandle } from '@confab/client';
import { useCallback, useState } from 'react';
import { errorWords } from '../../store/error-words.ts';

export interface OlderPages {
  /** Why the last try failed, in words. */
  problem: string;
  /** Loads a page, unless one is on its way or there is none. */
  load: () => void;
}

const loading = new WeakSet<RoomHandle>();

/** Loads history before the first row, one page at a time. */
export function useOlderPages(handle: RoomHandle): OlderPages {
  const [problem, setProblem] = useState('');
  const load = useCallback(() => {
    if (loading.has(handle) || !handle.timeline.hasOlder) return;
    loading.add(handle);
    handle
      .loadOlder()
      .then(() => setProblem(''))
      .catch((error: unknown) => setProblem(errorWords(error)))
      .finally(() => loading.delete(handle));
  }, [handle]);
  return { problem, load };
}
