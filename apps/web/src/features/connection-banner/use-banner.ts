import { useEffect, useRef, useState } from 'react';
import { useConnection } from '../../store/connection-store.ts';
import { type BannerWords, backWords, bannerWords } from './banner-words.ts';

/** Trouble shorter than this is nobody's business, ms. */
const QUIET_MS = 1000;
/** How long “Back.” is shown, ms. */
const BACK_MS = 4000;

/** What the banner shows now, if anything. */
export function useBanner(): BannerWords | undefined {
  const state = useConnection((store) => store.state);
  const waiting = useConnection((store) => store.waiting);
  const missed = useConnection((store) => store.missed);
  const now = useSeconds(state.name === 'waiting');
  const words = bannerWords(state, waiting, now);
  const troubled = words !== undefined;
  const [phase, setPhase] = useState<'quiet' | 'shown' | 'back'>('quiet');
  const shown = useRef(false);

  useEffect(() => {
    if (troubled) {
      const timer = setTimeout(() => {
        shown.current = true;
        useConnection.setState({ missed: 0 });
        setPhase('shown');
      }, QUIET_MS);
      return () => clearTimeout(timer);
    }
    setPhase(shown.current ? 'back' : 'quiet');
    shown.current = false;
    const timer = setTimeout(() => setPhase('quiet'), BACK_MS);
    return () => clearTimeout(timer);
  }, [troubled]);

  if (troubled) return phase === 'shown' ? words : undefined;
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
