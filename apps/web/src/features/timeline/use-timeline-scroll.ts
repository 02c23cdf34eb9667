import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RowList } from './row-list.ts';
import type { RowSpan } from './row-span.ts';
import type { Opening } from './use-opening.ts';
import { useRowList } from './use-row-list.ts';

/** Distance to the end, px, that still counts as being there. */
const AT_END = 32;
/** Distance to what isn't loaded, px, at which it is: some views, for somebody who scrolls fast. */
const NEAR = 3_000;
/** The same while one stays at the end: only for a room whose rows don't fill the view. */
const NEAR_AT_END = 400;
/** What stays visible above the unread divider, px. */
const ABOVE_DIVIDER = 72;

interface Options {
  view: RefObject<HTMLElement | null>;
  /** Ids of the rows, in order. */
  ids: readonly string[];
  /** Messages after the last row exist. */
  hasNewer: boolean;
  /** The row that the unread divider stands above. */
  fresh: string | undefined;
  opening: Opening;
  /** The last message of one's own that is not sent yet. */
  writing: string | undefined;
  /** The reader has come to the end, or gone away from it. */
  onFollow: (following: boolean) => void;
  /** The newest messages are asked for while others are shown. */
  onLatest: () => void;
  onNearStart: () => void;
  onNearEnd: () => void;
}

/** Where a timeline is scrolled to and what moves it. */
export interface TimelineScroll {
  list: RowList;
  content: RefObject<HTMLOListElement | null>;
  span: RowSpan;
  atEnd: boolean;
  toEnd: () => void;
  /** Brings a row to the middle. */
  goTo: (id: string) => void;
  onWheel: (event: { deltaY: number }) => void;
}

/** Opens at the divider or the end, sticks to the end while there, stays put otherwise. */
export function useTimelineScroll(options: Options): TimelineScroll {
  const { view, ids, hasNewer, fresh, opening, writing, onFollow, onLatest, onNearStart, onNearEnd } = options;
  const [stuck, setStuck] = useState(true);
  /** The divider that this opened at. */
  const [opened, setOpened] = useState<string>();
  const lastOffset = useRef(0);
  const [decided, setDecided] = useState(opening.settled);
  if (opening.settled && !decided) {
    // In the render that knows the divider: no commit may say that the end was seen. Unless somebody scrolled away meanwhile.
    setDecided(true);
    if (fresh !== undefined && stuck) {
      setStuck(false);
      setOpened(fresh);
    }
  }
  const atEnd = stuck && !hasNewer;

  const onScroll = useCallback(
    (offset: number, toEnd: number) => {
      // Growing rows also take one away from the end; only scrolling up means to leave it.
      if (toEnd <= AT_END && !hasNewer) setStuck(true);
      else if (offset < lastOffset.current) setStuck(false);
      lastOffset.current = offset;
    },
    [hasNewer],
  );
  const onSurrounded = useCallback(
    (before: number, after: number) => {
      if (before < (atEnd ? NEAR_AT_END : NEAR)) onNearStart();
      if (hasNewer && after < NEAR) onNearEnd();
    },
    [atEnd, hasNewer, onNearStart, onNearEnd],
  );
  const { list, content, span } = useRowList({ ids, following: atEnd, view, onScroll, onSurrounded });

  const toEnd = useCallback(() => {
    setStuck(true);
    onLatest();
  }, [onLatest]);

  const goTo = useCallback(
    (id: string) => {
      setStuck(false);
      list.scrollTo(id, 'center');
    },
    [list],
  );

  useEffect(() => onFollow(atEnd), [atEnd, onFollow]);

  // One's own message is followed wherever one is.
  useLayoutEffect(() => {
    if (writing !== undefined) toEnd();
  }, [writing, toEnd]);

  useLayoutEffect(() => {
    if (opened !== undefined) list.scrollTo(opened, 'start', ABOVE_DIVIDER);
  }, [list, opened]);

  // The wheel speaks before the scroll event does: rows measured in between must not take one back to the end.
  const onWheel = useCallback(
    ({ deltaY }: { deltaY: number }) => {
      if (deltaY < 0 && (view.current?.scrollTop ?? 0) > 0) setStuck(false);
    },
    [view],
  );

  return { list, content, span, atEnd, toEnd, goTo, onWheel };
}
