import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { Opening } from './use-opening.ts';

/** Distance to the end, px, that still counts as being there. */
const AT_END = 32;
/** Distance to the top, px, at which older messages are loaded. */
const NEAR_TOP = 1600;
/** What stays visible above the unread divider, px. */
const ABOVE_DIVIDER = 72;
/** The list corrects its aim while rows are measured; once it has been still for this long, ms, it has arrived. */
const ARRIVED_MS = 200;

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
  /** Brings a row to the middle. */
  goTo: (index: number) => void;
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
  /** Runs while the list is on its way to a row. */
  const travel = useRef<ReturnType<typeof setTimeout>>(undefined);
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

  const endTravel = useCallback(() => {
    clearTimeout(travel.current);
    travel.current = undefined;
  }, []);
  useEffect(() => endTravel, [endTravel]);

  const toEnd = useCallback(() => {
    endTravel();
    setEnd(true);
    list.current?.scrollToIndex(Number.MAX_SAFE_INTEGER, { align: 'end' });
  }, [endTravel, setEnd]);

  const keepTravelling = useCallback(() => {
    clearTimeout(travel.current);
    travel.current = setTimeout(() => {
      travel.current = undefined;
      if (list.current && isAtEnd(list.current, list.current.scrollOffset)) setEnd(true);
    }, ARRIVED_MS);
  }, [setEnd]);

  // Sizes are guessed until rows are measured: what looks like the end on the way is none, and would take one there.
  const goTo = useCallback(
    (index: number) => {
      setEnd(false);
      list.current?.scrollToIndex(index, { align: 'center' });
      keepTravelling();
    },
    [keepTravelling, setEnd],
  );

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
      if (travel.current !== undefined) keepTravelling();
      // Growing rows also take one away from the end; only scrolling up means to leave it.
      else if (isAtEnd(view, offset)) setEnd(true);
      else if (offset < lastOffset.current) setEnd(false);
      lastOffset.current = offset;
      if (offset < NEAR_TOP) onNearTop();
    },
    [keepTravelling, onNearTop, setEnd],
  );

  const onResize = useCallback(() => {
    if (stick.current) toEnd();
    else if (travel.current !== undefined) keepTravelling();
  }, [keepTravelling, toEnd]);

  // The wheel speaks before the scroll event does: rows measured in between must not take one back to the end.
  const onWheel = useCallback(
    ({ deltaY }: { deltaY: number }) => {
      endTravel();
      if (deltaY < 0 && (list.current?.scrollOffset ?? 0) > 0) setEnd(false);
    },
    [endTravel, setEnd],
  );

  return { list, shift, atEnd, toEnd, goTo, onScroll, onResize, onWheel };
}

function isAtEnd(view: VirtualizerHandle, offset: number): boolean {
  return view.scrollSize - offset - view.viewportSize <= AT_END;
}
