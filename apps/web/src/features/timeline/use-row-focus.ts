import { type FocusEvent, type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { rowIn } from './row-in.ts';

interface RowFocus {
  /** The row that takes part in the tab order. */
  stop: string | undefined;
  onKeyDown: (event: KeyboardEvent) => void;
  onFocus: (event: FocusEvent) => void;
  onBlur: () => void;
  /** Gives a row the focus; false where it isn't rendered. */
  focusRow: (id: string) => boolean;
}

/**
 * Lets the arrow keys, Home and End move the focus between rows; Tab enters at the row that had it last.
 * @param reveal scrolls until a row is in view
 * @param container the element around the rows
 */
export function useRowFocus(
  ids: readonly string[],
  reveal: (id: string) => void,
  container: RefObject<HTMLElement | null>,
): RowFocus {
  const held = useRef<string>(undefined);
  const [chosen, setChosen] = useState<string>();
  const stop = chosen !== undefined && ids.includes(chosen) ? chosen : ids.at(-1);

  const onFocus = (event: FocusEvent) => {
    const id = rowOf(event.target)?.dataset.row;
    held.current = id;
    if (id !== undefined) setChosen(id);
  };
  const onBlur = () => {
    held.current = undefined;
  };

  const focusRow = (id: string): boolean => {
    const row = rowIn(container.current, id);
    row?.focus({ preventScroll: true });
    return row != null;
  };

  // A message that was sent or deleted becomes another element. React tells of no blur when it takes the old one away.
  useLayoutEffect(() => {
    if (held.current !== undefined && document.activeElement === document.body) focusRow(held.current);
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const row = rowOf(event.target as Element);
    if (!row || row !== event.target) {
      if (row && event.key === 'Escape') row.focus();
      return;
    }
    const next = nextIndex(event.key, ids.indexOf(row.dataset.row ?? ''), ids.length);
    const id = next === undefined ? undefined : ids[next];
    if (next === undefined || id === undefined) return;
    event.preventDefault();
    // Rendered at once, so that the row is there to take the focus.
    flushSync(() => setChosen(id));
    reveal(id);
    focusRow(id);
  };

  return { stop, onKeyDown, onFocus, onBlur, focusRow };
}

function rowOf(target: Element): HTMLElement | null {
  return target.closest<HTMLElement>('[data-row]');
}

function nextIndex(key: string, now: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowUp':
      return Math.max(0, now - 1);
    case 'ArrowDown':
      return Math.min(count - 1, now + 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
