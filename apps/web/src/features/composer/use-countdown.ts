import { useEffect, useState } from 'react';

const SECOND_MS = 1_000;

/** Whole seconds until a moment (Unix ms), 0 once it has passed; renders again every second until then. */
export function useCountdown(until: number | undefined): number {
  const [now, setNow] = useState(Date.now);
  const waiting = until !== undefined && until > now;
  useEffect(() => {
    if (until === undefined) return;
    setNow(Date.now());
  }, [until]);
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, [waiting]);
  return waiting ? Math.ceil((until - now) / SECOND_MS) : 0;
}
