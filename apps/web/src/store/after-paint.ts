/** Longest wait where nothing is painted, as in a tab that is not shown, ms. */
const HIDDEN_MS = 250;

/**
 * Runs something that the next frame can do without, once that is on the screen.
 * @param later ms after that
 * @returns what calls it off
 */
export function afterPaint(run: () => void, later = 0): () => void {
  let timer = setTimeout(run, HIDDEN_MS + later);
  const frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    timer = setTimeout(run, later);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
