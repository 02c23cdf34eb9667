import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/** Distance to the end, px, that still counts as being there. */
const AT_END = 32;

interface Options {
  /** The id of the last row. */
  last: string | undefined;
  /** The end is in view in a visible tab: at first, and at every new last row. */
  onSeen: () => void;
}

/** Keeps a short list, all of it rendered, at its end while one is there. */
export function useStickToEnd(
  view: RefObject<HTMLElement | null>,
  { last, onSeen }: Options,
): { content: RefObject<HTMLOListElement | null>; onScroll: () => void } {
  const content = useRef<HTMLOListElement>(null);
  const stuck = useRef(true);
  const seen = useRef(onSeen);
  seen.current = onSeen;

  const tell = () => {
    if (stuck.current && document.visibilityState === 'visible') seen.current();
  };
  const onScroll = () => {
    const { current } = view;
    if (!current) return;
    const before = stuck.current;
    stuck.current = current.scrollHeight - current.scrollTop - current.clientHeight <= AT_END;
    if (stuck.current && !before) tell();
  };

  // Rows grow (an edit, a reaction, a picture) and the view shrinks (a longer draft): the end stays in view.
  useEffect(() => {
    const sizes = new ResizeObserver(() => {
      const { current } = view;
      if (stuck.current && current) current.scrollTop = current.scrollHeight;
    });
    for (const element of [view.current, content.current]) if (element) sizes.observe(element);
    document.addEventListener('visibilitychange', tell);
    return () => {
      sizes.disconnect();
      document.removeEventListener('visibilitychange', tell);
    };
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: at every new last row
  useLayoutEffect(() => {
    const { current } = view;
    if (stuck.current && current) current.scrollTop = current.scrollHeight;
    tell();
  }, [last]);

  return { content, onScroll };
}
