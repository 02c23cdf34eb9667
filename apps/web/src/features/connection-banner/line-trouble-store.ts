import { useEffect } from 'react';
import { create } from 'zustand';
import { useConnection } from '../../store/connection-store.ts';
import { bannerWords } from './banner-words.ts';

/** Trouble shorter than this is nobody's business, ms. */
const QUIET_MS = 1000;
/** How long “Back.” is shown, ms. */
const BACK_MS = 4000;

interface LineTroubleStore {
  /** Whether trouble has lasted long enough to be told of, or has ended just now. */
  phase: 'quiet' | 'shown' | 'back';
}

/** What there is to tell of the line; the same for all rooms. */
export const useLineTrouble = create<LineTroubleStore>()(() => ({ phase: 'quiet' }));

/** Keeps the time of the trouble. Mount it once, above the rooms: a switch between them must not begin it anew. */
export function useLineWatch(): void {
  const troubled = useConnection(({ state, waiting }) => bannerWords(state, waiting, 0) !== undefined);

  useEffect(() => {
    if (troubled) {
      const timer = setTimeout(() => {
        useConnection.setState({ missed: 0 });
        useLineTrouble.setState({ phase: 'shown' });
      }, QUIET_MS);
      return () => clearTimeout(timer);
    }
    const told = useLineTrouble.getState().phase === 'shown';
    useLineTrouble.setState({ phase: told ? 'back' : 'quiet' });
    const timer = setTimeout(() => useLineTrouble.setState({ phase: 'quiet' }), BACK_MS);
    return () => clearTimeout(timer);
  }, [troubled]);

  // Who signs in next begins without the last one's trouble.
  useEffect(() => () => useLineTrouble.setState({ phase: 'quiet' }), []);
}
