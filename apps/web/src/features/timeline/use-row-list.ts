import { type RefObject, useLayoutEffect, useReducer, useRef, useState } from 'react';
import { RowList, type RowListEvents } from './row-list.ts';
import type { RowSpan } from './row-span.ts';

interface Options {
  /** Ids of all rows, in order. */
  ids: readonly string[];
  /** The end is in view and shall stay there. */
  following: boolean;
  view: RefObject<HTMLElement | null>;
  onScroll: RowListEvents['scrolled'];
  onSurrounded: RowListEvents['surrounded'];
}

/** Renders the rows around the view, and keeps what is in view where it is. */
export function useRowList({ ids, following, view, onScroll, onSurrounded }: Options): {
  list: RowList;
  /** For the element whose children the rows are. */
  content: RefObject<HTMLOListElement | null>;
  span: RowSpan;
} {
  const content = useRef<HTMLOListElement>(null);
  const [, render] = useReducer((count: number) => count + 1, 0);
  const listeners = useRef({ onScroll, onSurrounded });
  const [list] = useState(
    () =>
      new RowList({
        render,
        scrolled: (...args) => listeners.current.onScroll(...args),
        surrounded: (...args) => listeners.current.onSurrounded(...args),
      }),
  );
  const span = list.span(ids, following);

  useLayoutEffect(() => {
    listeners.current = { onScroll, onSurrounded };
  });
  useLayoutEffect(
    () => (view.current && content.current ? list.attach(view.current, content.current) : undefined),
    [list, view],
  );
  // At every commit: any may have changed the rows.
  useLayoutEffect(() => list.settle(ids, span, following));

  return { list, content, span };
}
