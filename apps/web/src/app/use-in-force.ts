import type { Restriction } from '@confab/protocol';
import { useEffect, useState } from 'react';
import { whenReached } from './when-reached.ts';

/** The restriction while it is in force: it ends by itself. @param offset ms to add for the server's time */
export function useInForce(restriction: Restriction | undefined, offset: number): Restriction | undefined {
  const until = restriction?.until;
  const [now, setNow] = useState(() => Date.now() + offset);
  useEffect(() => {
    const serverTime = () => Date.now() + offset;
    if (until !== undefined) return whenReached(until, serverTime, () => setNow(serverTime()));
  }, [until, offset]);
  return until !== undefined && until <= now ? undefined : restriction;
}
