import { useSyncExternalStore } from 'react';

const PHONE = matchMedia('(max-width: 720px)');

/** Whether there is room for one pane only. */
export function usePhone(): boolean {
  return useSyncExternalStore(
    (listener) => {
      PHONE.addEventListener('change', listener);
      return () => PHONE.removeEventListener('change', listener);
    },
    () => PHONE.matches,
  );
}
