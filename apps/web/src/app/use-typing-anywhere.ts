import { useEffect } from 'react';

const FIELDS = '.comp textarea';
const TAKES_TEXT = 'textarea, input, select, [contenteditable]';
/** What lies above the rooms, and takes keys of its own. */
const ABOVE = 'dialog[open], :popover-open';

/**
 * What is typed or pasted after a click goes to the message field, wherever the click was: a letter is a command to a
 * message only where the keyboard chose the message.
 */
export function useTypingAnywhere(): void {
  useEffect(() => {
    /** What was clicked last, until the keyboard moves on from there. */
    let clicked: Element | undefined;
    const onPointerDown = (event: PointerEvent) => {
      clicked = event.target instanceof Element ? event.target : undefined;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isText(event)) {
        if (MOVES.has(event.key)) clicked = undefined;
        return;
      }
      const { activeElement } = document;
      const isFree = clicked !== undefined || activeElement === document.body;
      if (!isFree || activeElement?.closest(TAKES_TEXT) || document.querySelector(ABOVE)) return;
      const beside = clicked?.closest('.side')?.querySelector<HTMLElement>(FIELDS);
      const field = beside ?? document.querySelector<HTMLElement>(FIELDS);
      if (!field) return;
      // Focused before the key has done anything, the field gets it; the message that had the focus does not.
      field.focus();
      event.stopPropagation();
    };
    window.addEventListener('pointerdown', onPointerDown, true);
    window.addEventListener('keydown', onKeyDown, true);
    return () => {
      window.removeEventListener('pointerdown', onPointerDown, true);
      window.removeEventListener('keydown', onKeyDown, true);
    };
  }, []);
}

const MOVES = new Set(['Tab', 'F6', 'ArrowUp', 'ArrowDown', 'Home', 'End']);

// The space bar presses buttons and scrolls.
function isText({ key, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): boolean {
  if (isComposing) return false;
  if (ctrlKey || metaKey) return !altKey && key.toLowerCase() === 'v';
  return !altKey && [...key].length === 1 && key !== ' ';
}
