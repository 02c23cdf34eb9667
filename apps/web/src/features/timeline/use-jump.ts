import type { RoomHandle } from '@confab/client';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { errorWords } from '../../store/error-words.ts';
import { notify } from '../../store/notices.ts';

/** How many older messages are loaded at most to reach one that was asked for. */
const FARTHEST = 4000;
const PAGE = 200;
const SHOWN_MS = 2000;

interface Options {
  handle: RoomHandle;
  ids: readonly string[];
  list: RefObject<VirtualizerHandle | null>;
  /** A message to go to, from outside. */
  target: string | undefined;
}

/** Goes to a message and marks it for a moment, loading older pages until it is there. */
export function useJump({ handle, ids, list, target }: Options): {
  jumpTo: (id: string) => void;
  shown: string | undefined;
} {
  const [wanted, setWanted] = useState<string | undefined>(target);
  const [shown, setShown] = useState<string>();
  const searching = useRef(false);

  useEffect(() => setWanted(target), [target]);

  useEffect(() => {
    if (wanted === undefined || ids.length === 0) return;
    const index = ids.indexOf(wanted);
    if (index < 0) {
      if (!searching.current) {
        searching.current = true;
        loadUntil(handle, wanted)
          .then((found) => found || setWanted(undefined))
          .finally(() => {
            searching.current = false;
          });
      }
      return;
    }
    list.current?.scrollToIndex(index, { align: 'center' });
    setShown(wanted);
    setWanted(undefined);
  }, [wanted, ids, handle, list]);

  useEffect(() => {
    if (shown === undefined) return;
    const timer = setTimeout(() => setShown(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);

  const jumpTo = useCallback((id: string) => setWanted(id), []);
  return { jumpTo, shown };
}

async function loadUntil(handle: RoomHandle, id: string): Promise<boolean> {
  const has = () => handle.timeline.rows.some((row) => row.id === id);
  try {
    for (let loaded = 0; !has() && loaded < FARTHEST && handle.timeline.hasOlder; ) {
      const added = await handle.loadOlder(PAGE);
      if (added === 0) break;
      loaded += added;
    }
    if (!has()) notify('That message is too far back to show here.');
  } catch (error) {
    notify(errorWords(error));
  }
  return has();
}
