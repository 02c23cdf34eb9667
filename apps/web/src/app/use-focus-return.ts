import { useEffect, useState } from 'react';

/** Gives the focus back to what had it before, where it would be lost as this goes. Call it before the focus is taken. */
export function useFocusReturn(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (document.activeElement !== document.body || !(before instanceof HTMLElement)) return;
      before.focus({ preventScroll: true });
    },
    [before],
  );
}
