import type { Locator, Page } from '@playwright/test';
import { atMost, format, type Measurement, quantile, type Result } from '../measurement.ts';
import type { Stage, Visit } from '../stage.ts';

const SLOWDOWN = 4;
const CACHED_MS = 100;
const UNCACHED_MS = 300;
/** Times that each cached room is opened. */
const ROUNDS = 6;
/** Rooms to go round in. */
const CACHED = 3;
/** Between two openings, ms: somebody looks at the room, and the page comes to rest. */
const LOOK_MS = 600;
/** From the mouse's arrival to the press, and from there to the release, as of a quick hand, ms. */
const HAND_MS = 60;

/** From the click on a room to its newest message on the screen, with the processor slowed down four times. */
export const opening: Measurement = {
  id: 'open',
  async run(stage) {
    const { million, long, many } = stage.rooms;
    const others = many.slice(1).map(({ name }) => name);
    const fresh = [million.name, long.name, ...(stage.imported ? [stage.imported] : []), ...others];
    const cached = [million.name, ...others.slice(0, CACHED - 1)];
    // What the web app still had in the page is out of date then.
    const openWithNews: Open = async (page, slug) => {
      await stage.writer.client.room(slug).send('News');
      return openByHand(page, slug);
    };
    return [
      limited('a cached room opens', CACHED_MS, await cachedTimes(stage, cached, openByHand)),
      limited('a cached room with news opens', CACHED_MS, await cachedTimes(stage, cached, openWithNews)),
      limited('an uncached room opens', UNCACHED_MS, await uncachedTimes(stage, fresh, openByHand)),
      described('cached, clicked the moment the last one was painted', await cachedTimes(stage, cached, timeToOpen)),
      described('uncached, clicked the moment the last one was painted', await uncachedTimes(stage, fresh, timeToOpen)),
      ...(await firstVisit(stage)),
    ];
  },
};

type Open = (page: Page, slug: string) => Promise<number>;

function uncachedTimes(stage: Stage, rooms: readonly string[], open: Open): Promise<number[]> {
  return onSlowPage(stage, [], ({ page }) => timesOf(page, rooms, open));
}

function cachedTimes(stage: Stage, rooms: readonly string[], open: Open): Promise<number[]> {
  const rounds = Array.from({ length: ROUNDS }, () => rooms).flat();
  return onSlowPage(stage, rooms, ({ page }) => timesOf(page, rounds, open));
}

async function timesOf(page: Page, rooms: readonly string[], open: Open): Promise<number[]> {
  const times: number[] = [];
  for (const name of rooms) times.push(await open(page, name));
  return times;
}

/** @param known rooms that are opened before the page is slowed down */
function onSlowPage<T>(stage: Stage, known: readonly string[], use: (visit: Visit) => Promise<T>): Promise<T> {
  return stage.withPage(`/r/${stage.rooms.many[0]?.name}`, async (visit) => {
    for (const name of known) await timeToOpen(visit.page, name);
    await visit.cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
    return use(visit);
  });
}

function limited(what: string, limit: number, times: readonly number[]): Result {
  return atMost(`${what}, median, CPU ${SLOWDOWN}× slower`, limit, quantile(times, 0.5), 'ms', spread(times));
}

/** A figure that explains another. */
function described(what: string, times: readonly number[]): Result {
  return { what, reached: `${format(quantile(times, 0.5))} ms (${spread(times)})` };
}

function spread(times: readonly number[]): string {
  return `best ${format(Math.min(...times))}, worst of ${times.length} ${format(Math.max(...times))}`;
}

/** Looks for a while, then moves the mouse to a room, presses and lets go. @returns ms as `timeToOpen` */
async function openByHand(page: Page, slug: string): Promise<number> {
  await page.waitForTimeout(LOOK_MS);
  await linkTo(page, slug).hover();
  await page.evaluate(watchOpening, slug);
  await page.waitForTimeout(HAND_MS);
  await page.mouse.down();
  await page.waitForTimeout(HAND_MS);
  await page.mouse.up();
  return whenOpened(page);
}

/** Clicks on a room in the list. @returns ms from the click until the frame with the room's newest message was painted */
export async function timeToOpen(page: Page, slug: string): Promise<number> {
  const link = linkTo(page, slug);
  await link.waitFor();
  await page.evaluate(watchOpening, slug);
  await link.click();
  return whenOpened(page);
}

function linkTo(page: Page, slug: string): Locator {
  return page.locator(`a[href="/r/${slug}"]`);
}

function whenOpened(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as unknown as { opened: Promise<number> }).opened);
}

/**
 * Runs in the page. A room counts as open once a frame has been painted in which the last of its rows is in view, with
 * the address already the room's: the message port's event comes after the paint.
 */
function watchOpening(slug: string): void {
  const opened = new Promise<number>((resolve) => {
    const onClick = (event: MouseEvent) => {
      // Timelines of former rooms stay in the page, hidden.
      const shown = () => [...document.querySelectorAll('[role=log]')].find((log) => log.checkVisibility());
      const shownBefore = shown();
      const look = () => {
        const log = shown();
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
