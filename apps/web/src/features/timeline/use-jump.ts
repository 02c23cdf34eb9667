import type { RoomHandle } from '@confab/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { errorWords } from '../../store/error-words.ts';
import { notify } from '../../store/notices.ts';

/** How many older messages are loaded at most to reach one that was asked for. */
const FARTHEST = 4000;
const PAGE = 200;
const SHOWN_MS = 2000;

interface Options {
  handle: RoomHandle;
  ids: readonly string[];
  /** Whether what is loaded is the room's end, so that what isn't there is older. */
  live: boolean;
  /** Scrolls to a row. */
  goTo: (index: number) => void;
  /** A message to go to, from outside; a new object asks anew. */
  target: { message: string } | undefined;
  onTargetTaken: () => void;
}

/** Goes to a message and marks it for a moment, loading older pages until it is there. */
export function useJump({ handle, ids, live, goTo, target, onTargetTaken }: Options): {
  jumpTo: (id: string) => void;
  shown: string | undefined;
} {
  const [wanted, setWanted] = useState<string>();
  // An object, so that a second jump to the same row marks it for the whole time again.
  const [shown, setShown] = useState<{ id: string }>();
  const searching = useRef(false);

  useEffect(() => {
    if (!target) return;
    setWanted(target.message);
    onTargetTaken();
  }, [target, onTargetTaken]);

  useEffect(() => {
    if (wanted === undefined || ids.length === 0) return;
    const index = ids.indexOf(wanted);
    if (index < 0) {
      if (live && !searching.current) {
        searching.current = true;
        loadUntil(handle, wanted)
          .then((found) => found || setWanted(undefined))
          .finally(() => {
            searching.current = false;
          });
      }
      return;
    }
    goTo(index);
    setShown({ id: wanted });
    setWanted(undefined);
  }, [wanted, ids, live, handle, goTo]);

  useEffect(() => {
    if (shown === undefined) return;
    const timer = setTimeout(() => setShown(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);

  const jumpTo = useCallback((id: string) => setWanted(id), []);
  return { jumpTo, shown: shown?.id };
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
