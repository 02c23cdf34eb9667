import { ClientError, isThreadOnly, type RoomHandle } from '@confab/client';
import { useCallback, useEffect, useLayoutEffect, useState } from 'react';
import { errorWords } from '../../store/error-words.ts';
import { notify } from '../../store/notices.ts';

const SHOWN_MS = 2000;

interface Options {
  handle: RoomHandle;
  ids: readonly string[];
  /** Scrolls to a row. */
  goTo: (id: string) => void;
  /** Opens the thread of a message that the room itself does not show. */
  openThread: ((root: string, message: string) => void) | undefined;
  /** A message to go to, from outside; a new object asks anew. */
  target: { message: string } | undefined;
  onTargetTaken: () => void;
}

/** Goes to a message of any age, in its context, and marks it for a moment. */
export function useJump({ handle, ids, goTo, openThread, target, onTargetTaken }: Options): {
  jumpTo: (id: string) => void;
  /** On the way to a message, or just there. */
  jumping: boolean;
  /** The message that is marked. */
  shown: string | undefined;
} {
  const [wanted, setWanted] = useState<string>();
  // An object, so that a second jump to the same row marks it for the whole time again.
  const [shown, setShown] = useState<{ id: string }>();

  const jumpTo = useCallback(
    (id: string) => {
      setWanted(id);
      const forget = () => setWanted((now) => (now === id ? undefined : now));
      handle.jumpTo(id).then(
        () => {
          const root = threadOf(handle, id);
          if (root !== undefined) {
            openThread?.(root, id);
            jumpTo(root);
          } else if (!handle.timeline.rows.some((row) => row.id === id)) {
            // One has gone elsewhere meanwhile: the row must not take one back when it comes by scrolling.
            forget();
          }
        },
        (error: unknown) => {
          forget();
          notify(jumpWords(error));
        },
      );
    },
    [handle, openThread],
  );

  useEffect(() => {
    if (!target) return;
    jumpTo(target.message);
    onTargetTaken();
  }, [target, onTargetTaken, jumpTo]);

  // Before the paint, or the page that was loaded for it would flash by where it begins.
  useLayoutEffect(() => {
    if (wanted === undefined || !ids.includes(wanted)) return;
    goTo(wanted);
    setShown({ id: wanted });
    setWanted(undefined);
  }, [wanted, ids, goTo]);

  useEffect(() => {
    if (shown === undefined) return;
    const timer = setTimeout(() => setShown(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);

  return { jumpTo, jumping: wanted !== undefined || shown !== undefined, shown: shown?.id };
}

/** The root of the thread that a message stands in only. */
function threadOf(handle: RoomHandle, id: string): string | undefined {
  const row = handle.timeline.rows.find((one) => one.id === id);
  return row?.status === 'sent' && isThreadOnly(row.message) ? row.message.thread : undefined;
}

/** A link may name a message of another room, or nothing at all. */
function jumpWords(error: unknown): string {
  const isMissing = error instanceof ClientError && ['message_not_found', 'invalid'].includes(error.code);
  return isMissing ? 'There’s no such message here. The link may be incomplete.' : errorWords(error);
}
