import { useEffect } from 'react';
import { openDialog } from './dialog-store.ts';

/** ⌘K or Ctrl+K finds; F6 goes from pane to pane, Shift+F6 back. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        openDialog('find');
      } else if (event.key === 'F6' && !document.querySelector('dialog[open]')) {
        event.preventDefault();
        focusNextPane(event.shiftKey ? -1 : 1);
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

const PANES = ['.rooms nav', '.head', '.scroll', '.comp', '.people'] as const;
const STOPS = 'a[href], button:not([disabled]), textarea, input, [tabindex="0"]';

function focusNextPane(step: number): void {
  const panes = PANES.flatMap((pane) => [...document.querySelectorAll<HTMLElement>(pane)]).filter(
    (pane) => pane.offsetParent !== null,
  );
  const now = panes.findIndex((pane) => pane.contains(document.activeElement));
  const start = now < 0 ? (step > 0 ? -1 : 0) : now;
  for (let turn = 1; turn <= panes.length; turn += 1) {
    const pane = panes[(start + step * turn + panes.length * 2) % panes.length];
    const stop =
      pane?.querySelector<HTMLElement>('[aria-current], [tabindex="0"], textarea') ??
      pane?.querySelector<HTMLElement>(STOPS);
    if (!stop) continue;
    stop.focus();
    return;
  }
}
