/** Rows that are rendered: from `from` up to, not including, `to`. */
export interface RowSpan {
  readonly from: number;
  readonly to: number;
}

/** What there is around the view, px. */
interface Surroundings {
  /** How many rows there are. */
  count: number;
  /** Rendered above the view; negative where the first rendered row begins inside of it. */
  above: number;
  /** Rendered below the view. */
  below: number;
  /** What should be rendered on either side; 0 only fills the view, and takes no row away that is there already. */
  buffer: number;
  /** The measured or guessed height of a row. */
  heightOf: (index: number) => number;
}

/** Never more rows at a time, whatever the view's height. */
export const MOST_ROWS = 160;

/**
 * The rows to render next: as many more as fill the buffers, as many fewer as lie beyond twice that. The same object
 * where that is what is rendered, so that a row is not taken away and brought back at every turn of the wheel.
 */
export function nextSpan(span: RowSpan, around: Surroundings): RowSpan {
  const { count, buffer, heightOf } = around;
  let { from, to } = span;
  let { above, below } = around;
  if (above < buffer / 2) while (from > 0 && above < buffer) above += heightOf(--from);
  if (below < buffer / 2) while (to < count && below < buffer) below += heightOf(to++);
  if (buffer > 0 && above > buffer * 2)
    while (from < to - 1 && above - heightOf(from) > buffer) above -= heightOf(from++);
  if (buffer > 0 && below > buffer * 2)
    while (to > from + 1 && below - heightOf(to - 1) > buffer) below -= heightOf(--to);
  if (to - from > MOST_ROWS) {
    const extra = to - from - MOST_ROWS;
    if (from < span.from) to -= extra;
    else from += extra;
  }
  return from === span.from && to === span.to ? span : { from, to };
}
