import type { Page } from '@playwright/test';
import { atMost, format, type Measurement, quantile, type Result } from '../measurement.ts';
import type { Stage, Visit } from '../stage.ts';

const SLOWDOWN = 4;
const CACHED_MS = 100;
const UNCACHED_MS = 300;
const REPETITIONS = 12;

/** From the click on a room to its newest message on the screen, with the processor slowed down four times. */
export const opening: Measurement = {
  id: 'open',
  async run(stage) {
    const { million, long, many } = stage.rooms;
    const path = `/r/${many[0]?.name}`;
    const others = many.slice(1).map(({ name }) => name);
    const named = [million.name, long.name, ...(stage.imported ? [stage.imported] : [])];
    const uncached = await stage.withPage(path, async (visit) => {
      await slowDown(visit);
      const times: number[] = [];
      for (const name of [...named, ...others]) times.push(await timeToOpen(visit.page, name));
      return times;
    });
    const cached = await stage.withPage(path, async (visit) => {
      const rooms = [million.name, others[0] ?? '', others[1] ?? ''];
      for (const name of rooms) await timeToOpen(visit.page, name);
      await slowDown(visit);
      const times: number[] = [];
      for (let i = 0; i < REPETITIONS; i += 1) times.push(await timeToOpen(visit.page, rooms[i % rooms.length] ?? ''));
      return times;
    });
    return [
      row('a cached room opens', CACHED_MS, cached),
      row('an uncached room opens', UNCACHED_MS, uncached),
      ...(await firstVisit(stage)),
    ];
  },
};

function row(what: string, limit: number, times: readonly number[]): Result {
  const worst = `worst of ${times.length}: ${format(Math.max(...times))}`;
  return atMost(`${what}, median, CPU ${SLOWDOWN}× slower`, limit, quantile(times, 0.5), 'ms', worst);
}

async function slowDown({ cdp }: Visit): Promise<void> {
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
}

/** Clicks on a room in the list. @returns ms from the click until the frame with the room's newest message was painted */
export async function timeToOpen(page: Page, slug: string): Promise<number> {
  const link = page.locator(`a[href="/r/${slug}"]`);
  await link.waitFor();
  await page.evaluate(watchOpening, slug);
  await link.click();
  return page.evaluate(() => (globalThis as unknown as { opened: Promise<number> }).opened);
}

/**
 * Runs in the page. A room counts as open once a frame has been painted in which the last of its rows is in view, with
 * the address already the room's: the message port's event comes after the paint.
 */
function watchOpening(slug: string): void {
  const opened = new Promise<number>((resolve) => {
    const onClick = (event: MouseEvent) => {
      const shownBefore = document.querySelector('[role=log]');
      const look = () => {
        const log = document.querySelector('[role=log]');
        const rows = log?.querySelectorAll('[data-seq]');
        const newest = rows?.[rows.length - 1]?.getBoundingClientRect();
        const view = log?.getBoundingClientRect();
        const there = log !== shownBefore && location.pathname === `/r/${slug}` && newest && view;
        if (!there || newest.height === 0 || newest.top > view.bottom || newest.bottom < view.top) {
          requestAnimationFrame(look);
          return;
        }
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - event.timeStamp);
        port2.postMessage(undefined);
      };
      requestAnimationFrame(look);
    };
    addEventListener('click', onClick, { capture: true, once: true });
  });
  Object.assign(globalThis, { opened });
}

/** For comparison: the address of the large room in a browser that has seen nothing, at full speed. */
async function firstVisit(stage: Stage): Promise<Result[]> {
  const { name } = stage.rooms.million;
  const ms = await stage.withPage(`/r/${name}`, async ({ page }) => {
    await page.locator('[data-seq]').last().waitFor();
    return page.evaluate(() => performance.now());
  });
  return [{ what: `the address of ${name} opens in a fresh page`, reached: `${format(ms)} ms` }];
}
