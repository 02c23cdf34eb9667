import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { Opening } from './use-opening.ts';

/** Distance to the end, px, that still counts as being there. */
const AT_END = 32;
/** Distance to the top, px, at which older messages are loaded. */
const NEAR_TOP = 1600;
/** What stays visible above the unread divider, px. */
const ABOVE_DIVIDER = 72;

interface Options {
  /** Ids of the rows, in order. */
  ids: readonly string[];
  dividerIndex: number;
  opening: Opening;
  /** The newest row is one's own and not sent yet. */
  writing: boolean;
  onNearTop: () => void;
}

/** Where a timeline is scrolled to and what moves it. */
export interface TimelineScroll {
  list: RefObject<VirtualizerHandle | null>;
  /** Set for the render that prepends history: the rows under the eye stay. */
  shift: boolean;
  atEnd: boolean;
  toEnd: () => void;
  onScroll: (offset: number) => void;
  onResize: () => void;
  onWheel: (event: { deltaY: number }) => void;
}

/** Opens at the divider or the end, sticks to the end while there, stays put otherwise. */
export function useTimelineScroll({ ids, dividerIndex, opening, writing, onNearTop }: Options): TimelineScroll {
  const list = useRef<VirtualizerHandle>(null);
  const [atEnd, setAtEnd] = useState(true);
  const stick = useRef(true);
  const lastOffset = useRef(0);
  const previous = useRef<{ first: string | undefined; last: string | undefined }>({
    first: undefined,
    last: undefined,
  });
  const first = ids[0];
  const last = ids.at(-1);
  const before = previous.current;
  const shift = before.first !== undefined && before.first !== first && ids.includes(before.first);

  const setEnd = useCallback((end: boolean) => {
    stick.current = end;
    setAtEnd(end);
  }, []);

  const toEnd = useCallback(() => {
    setEnd(true);
    list.current?.scrollToIndex(Number.MAX_SAFE_INTEGER, { align: 'end' });
  }, [setEnd]);

  // New rows: follow them where the end was in view, or where they are one's own.
  useLayoutEffect(() => {
    const appended = previous.current.last !== last;
    previous.current = { first, last };
    if (stick.current || (appended && writing)) toEnd();
  }, [first, last, writing, toEnd]);

  // The divider is known: go there, unless somebody scrolled away meanwhile.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the opening has settled
  useLayoutEffect(() => {
    if (!opening.settled || dividerIndex < 0 || !stick.current) return;
    setEnd(false);
    list.current?.scrollToIndex(dividerIndex, { align: 'start', offset: -ABOVE_DIVIDER });
  }, [opening.settled]);

  const onScroll = useCallback(
    (offset: number) => {
      const view = list.current;
      if (!view) return;
      const end = view.scrollSize - offset - view.viewportSize <= AT_END;
      // Growing rows also take one away from the end; only scrolling up means to leave it.
      if (end) setEnd(true);
      else if (offset < lastOffset.current) setEnd(false);
      lastOffset.current = offset;
      if (offset < NEAR_TOP) onNearTop();
    },
    [onNearTop, setEnd],
  );

  const onResize = useCallback(() => {
    if (stick.current) toEnd();
  }, [toEnd]);

  // The wheel speaks before the scroll event does: rows measured in between must not take one back to the end.
  const onWheel = useCallback(
    ({ deltaY }: { deltaY: number }) => {
      if (deltaY < 0 && (list.current?.scrollOffset ?? 0) > 0) setEnd(false);
    },
    [setEnd],
  );

  return { list, shift, atEnd, toEnd, onScroll, onResize, onWheel };
}
