/** Longest wait where nothing is painted, as in a tab that is not shown, ms. */
const HIDDEN_MS = 250;

/** Runs something that the next frame can do without, once that is on the screen. @returns what calls it off */
export function afterPaint(run: () => void): () => void {
  let timer = setTimeout(run, HIDDEN_MS);
  const frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    timer = setTimeout(run);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
