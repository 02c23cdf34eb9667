import { useEffect, useState } from 'react';
import { focusTrail } from '../ui/focus-trail.ts';

/** Gives the focus back to what had it before, where it would be lost as this goes. Call it before the focus is taken. */
export function useFocusReturn(): void {
  const [before] = useState(focusTrail);
  useEffect(
    () => () => {
      if (document.activeElement !== document.body) return;
      before.find((place) => place.isConnected)?.focus({ preventScroll: true });
    },
    [before],
  );
}
