import { atMost, format, type Measurement, quantile } from '../measurement.ts';
import { traceFrames } from '../trace-frames.ts';

const FRAME_MS = 1_000 / 60;
const FRAME_LIMIT_MS = 16.7;
const ROWS = 200;
const MOVE_PX = 1;
/** How far one frame scrolls, px: three quarters of the view, 36,000 px a second. */
const STEP_PX = 600;
/** Without getting any further, ms: then something is broken. */
const PATIENCE_MS = 20_000;

/** Scrolls a long room from its newest message to its first. */
export const scrolling: Measurement = {
  id: 'scroll',
  async run({ rooms, withPage }) {
    const { name, messages } = rooms.long;
    return withPage(`/r/${name}`, async ({ page, cdp }) => {
      await page.locator('[data-seq]').last().waitFor();
      const { result, frames } = await traceFrames(cdp, () =>
        page.evaluate(scrollToStart, { step: STEP_PX, patience: PATIENCE_MS }),
      );
      const { intervals, stalled } = result;
      const late = intervals.filter((ms) => ms > FRAME_MS * 1.5).length;
      const whole = messages.toLocaleString('en');
      const p = (values: readonly number[]) =>
        `median ${format(quantile(values, 0.5))}, p99 ${format(quantile(values, 0.99))}, worst ${format(Math.max(...values))}`;
      return [
        {
          what: `scrolled from message ${whole} to`,
          target: '1',
          reached: String(result.oldest),
          passed: result.oldest === 1,
        },
        atMost('main thread per frame, p95', FRAME_LIMIT_MS, quantile(frames, 0.95), 'ms', p(frames)),
        atMost(
          'from frame to frame, p95, in ticks of 60 Hz',
          1,
          Math.round(quantile(intervals, 0.95) / FRAME_MS),
          '',
          `${p(intervals)} ms`,
        ),
        {
          what: 'frames late, and frames that waited for history',
          reached: `${late} and ${stalled} of ${intervals.length}`,
        },
        atMost('rows in the page, most', ROWS, result.rows, ''),
        atMost('the row under the eye moves, most', MOVE_PX, result.moved, 'px'),
      ];
    });
  },
};

interface Scrolled {
  /** ms between frames. */
  intervals: number[];
  /** Frames in which it could not go on, because there was nothing yet. */
  stalled: number;
  rows: number;
  /** The farthest the middle row went by itself between two frames, px; Infinity where it vanished. */
  moved: number;
  /** `seq` of the first row at the end. */
  oldest: number;
}

/**
 * Runs in the page. Each frame first looks at what became of the row in the middle since the last one left it, which
 * is what the eye saw, then scrolls on.
 */
function scrollToStart({ step, patience }: { step: number; patience: number }): Promise<Scrolled> {
  const log = document.querySelector('[role=log]');
  if (!log) throw new Error('there is no timeline');
  const result: Scrolled = { intervals: [], stalled: 0, rows: 0, moved: 0, oldest: 0 };
  let eye: { row: Element; top: number } | undefined;
  let last = 0;
  let progress = performance.now();
  const middleRow = () => {
    const { left, top, width, height } = log.getBoundingClientRect();
    return document.elementFromPoint(left + width / 2, top + height / 2)?.closest('[data-seq]');
  };
  return new Promise((resolve) => {
    const frame = (now: number) => {
      performance.mark('frame');
      if (last > 0) result.intervals.push(now - last);
      last = now;
      if (eye) {
        const moved = eye.row.isConnected
          ? Math.abs(eye.row.getBoundingClientRect().top - eye.top)
          : Number.POSITIVE_INFINITY;
        result.moved = Math.max(result.moved, moved);
      }
      result.rows = Math.max(result.rows, log.querySelectorAll('[data-row]').length);
      const before = log.scrollTop;
      log.scrollTop = before - step;
      const row = middleRow();
      eye = row ? { row, top: row.getBoundingClientRect().top } : undefined;
      result.oldest = Number(log.querySelector('[data-seq]')?.getAttribute('data-seq'));
      if (log.scrollTop < before) progress = now;
      else if (result.oldest !== 1) result.stalled += 1;
      const over = (log.scrollTop === 0 && result.oldest === 1) || now - progress > patience;
      if (over) resolve(result);
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}
