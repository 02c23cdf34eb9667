import type { Restriction } from '@confab/protocol';
import { useEffect, useState } from 'react';

/** The longest that a timer can run, ms. */
const MAX_TIMER = 2 ** 31 - 1;

/** The restriction while it is in force: it ends by itself. @param offset ms to add for the server's time */
export function useInForce(restriction: Restriction | undefined, offset: number): Restriction | undefined {
  const until = restriction?.until;
  const [now, setNow] = useState(() => Date.now() + offset);
  useEffect(() => {
    if (until === undefined) return;
    const left = until - (Date.now() + offset);
    if (left <= 0) return setNow(Date.now() + offset);
    const timer = setTimeout(() => setNow(Date.now() + offset), Math.min(left, MAX_TIMER));
    return () => clearTimeout(timer);
  }, [until, offset]);
  return until !== undefined && until <= now ? undefined : restriction;
}
