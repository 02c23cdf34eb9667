import { useEffect, useState } from 'react';
import { useConnection } from '../../store/connection-store.ts';
import { type BannerWords, backWords, bannerWords } from './banner-words.ts';
import { useLineTrouble } from './line-trouble-store.ts';

/** What the banner shows now, if anything. */
export function useBanner(): BannerWords | undefined {
  const state = useConnection((store) => store.state);
  const waiting = useConnection((store) => store.waiting);
  const missed = useConnection((store) => store.missed);
  const phase = useLineTrouble((store) => store.phase);
  const now = useSeconds(state.name === 'waiting');
  const words = bannerWords(state, waiting, now);
  if (words) return phase === 'shown' ? words : undefined;
  return phase === 'back' ? backWords(missed) : undefined;
}

/** Unix ms, renewed each second while it is wanted. */
function useSeconds(wanted: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!wanted) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [wanted]);
  return now;
}
