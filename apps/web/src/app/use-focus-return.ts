import { useEffect, useState } from 'react';
import { rowIn } from '../features/timeline/row-in.ts';
import { focusTrail } from '../ui/focus-trail.ts';

/**
 * Gives the focus back to what had it before, where it would be lost as this goes. Call it before the focus is taken.
 * @param message the one that this is about: it gets the focus where nothing had it any more when this came
 */
export function useFocusReturn(message?: string): void {
  const [before] = useState(focusTrail);
  useEffect(
    () => () => {
      if (document.activeElement !== document.body) return;
      const row = message === undefined ? null : rowIn(document.querySelector('main'), message);
      const place = before.find(({ isConnected }) => isConnected) ?? row;
      place?.focus({ preventScroll: true });
    },
    [before, message],
  );
}
