/** The longest that a timer can run, ms. */
const MAX_TIMER = 2 ** 31 - 1;

/**
 * Runs something once a moment is reached, however far it is: a timer runs some 24 days at most, and may end a little early
 * by a browser's coarse clock.
 * @param now the time by the clock that the moment is of; both in Unix ms
 * @returns what calls it off
 */
export function whenReached(moment: number, now: () => number, run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const look = () => {
    const left = moment - now();
    if (left <= 0) run();
    else timer = setTimeout(look, Math.min(left, MAX_TIMER));
  };
  look();
  return () => clearTimeout(timer);
}
