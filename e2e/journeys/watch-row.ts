import type { Page } from '@playwright/test';

/** The message in the middle of the timeline, watched frame by frame. */
export interface WatchedRow {
  /**
   * How far it was ever away from where it stood, in px, until the timeline has come to rest. A frame in which it isn't
   * there at all counts as endlessly far.
   */
  largestMove(): Promise<number>;
}

/** Frames without any change after which a timeline counts as at rest: rows measure themselves within a few. */
const REST_FRAMES = 20;

/** Waits until the timeline is at rest, then begins to watch. */
export async function watchRow(page: Page): Promise<WatchedRow> {
  const log = page.getByRole('log');
  await atRest(page);
  const watch = await log.evaluateHandle((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const eye = document.elementFromPoint(left + width / 2, top + height / 2)?.closest('[data-row]');
    if (!eye) throw new Error('There is no message in the middle of the timeline');
    const id = eye.getAttribute('data-row');
    const start = eye.getBoundingClientRect().top;
    const watched = { largest: 0, on: true };
    const look = () => {
      const row = element.querySelector(`[data-row="${id}"]`);
      const away = row ? Math.abs(row.getBoundingClientRect().top - start) : Number.POSITIVE_INFINITY;
      watched.largest = Math.max(watched.largest, away);
      if (watched.on) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    return watched;
  });
  return {
    async largestMove() {
      await atRest(page);
      return watch.evaluate((watched) => {
        watched.on = false;
        return watched.largest;
      });
    },
  };
}

/** Resolves when neither the rows nor the scroll position changed for some frames. */
async function atRest(page: Page): Promise<void> {
  await page.getByRole('log').evaluate(
    (element, frames) =>
      new Promise<void>((resolve) => {
        let before = '';
        let same = 0;
        const look = () => {
          const rows = [...element.querySelectorAll('[data-row]')];
          const now = `${element.scrollTop} ${element.scrollHeight} ${rows.map((row) => row.getAttribute('data-row'))}`;
          same = now === before ? same + 1 : 0;
          before = now;
          if (same >= frames) resolve();
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    REST_FRAMES,
  );
}
