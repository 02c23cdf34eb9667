import { useEffect, useRef } from 'react';
import { PageHistory } from './page-history.ts';
import { PHONE } from './use-phone.ts';

/** The history of this page. */
export const pageHistory = new PageHistory(window);

/** Where Back is a key or a gesture of the device: there it closes what lies over the page before it leaves the page. */
const HAS_BACK_KEY = `${PHONE}, (pointer: coarse)`;

/**
 * Says that this component lies over the page: going elsewhere closes it, and on a phone so does Back.
 * @param on whether it does so now
 */
export function useLayer(onClose: () => void, on = true): void {
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    if (!on) return;
    return pageHistory.lay({ close: () => close.current(), step: matchMedia(HAS_BACK_KEY).matches });
  }, [on]);
}
