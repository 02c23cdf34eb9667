import type { Page } from '@playwright/test';
import type { Guest } from '../guest.ts';
import { atMost, format, type Measurement, quantile } from '../measurement.ts';

const RATE = 200;
const DELAY_MS = 50;
/** Between two keys: somebody who types fast. */
const KEY_MS = 60;
const LINE = 'A line that somebody types while two hundred messages a second come in, and not one character is late.';

/** How long a character takes from the key to the screen while the room is flooded. */
export const typing: Measurement = {
  id: 'type',
  async run({ rooms, writer, quick, withPage }) {
    const { name } = rooms.million;
    const lines = quick ? 1 : 4;
    return withPage(`/r/${name}`, async ({ page }) => {
      const composer = page.getByRole('textbox', { name: /^Message / }).or(page.getByRole('combobox'));
      await composer.first().click();
      await page.locator('[data-seq]').last().waitFor();
      await page.evaluate(watchKeys);
      const before = await newestSeq(page);
      const flood = startFlood(writer, name);
      await untilSeq(page, before + RATE);
      const text = Array.from({ length: lines }, () => LINE).join(' ');
      await page.keyboard.type(text, { delay: KEY_MS });
      const { sent, rate } = await flood.stop();
      await untilSeq(page, before + sent);
      const value = await composer.first().inputValue();
      const { delays, slowest } = await readKeys(page);
      const remark = `median ${format(quantile(delays, 0.5))}, worst ${format(Math.max(...delays))}, ${delays.length} keys; slowest by Event Timing ${slowest}`;
      return [
        atMost(`key to paint at ${Math.round(rate)} messages/s, p95`, DELAY_MS, quantile(delays, 0.95), 'ms', remark),
        atMost('characters lost or out of order', 0, value === text ? 0 : text.length, ''),
      ];
    });
  },
};

function newestSeq(page: Page): Promise<number> {
  return page
    .locator('[data-seq]')
    .last()
    .evaluate((row) => Number(row.getAttribute('data-seq')));
}

/** Resolves when a message of at least that `seq` is the last row. */
async function untilSeq(page: Page, seq: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => Number([...document.querySelectorAll('[data-seq]')].at(-1)?.getAttribute('data-seq')) >= wanted,
    seq,
  );
}

/** Sends 200 messages a second until stopped: four every 20 ms. */
function startFlood({ client }: Guest, room: string): { stop: () => Promise<{ sent: number; rate: number }> } {
  const handle = client.room(room);
  const started = performance.now();
  const sends: Promise<unknown>[] = [];
  const timer = setInterval(() => {
    const due = ((performance.now() - started) / 1_000) * RATE;
    while (sends.length < due) sends.push(handle.send(`flood ${sends.length + 1}`));
  }, 20);
  return {
    async stop() {
      clearInterval(timer);
      const seconds = (performance.now() - started) / 1_000;
      await Promise.all(sends);
      return { sent: sends.length, rate: sends.length / seconds };
    },
  };
}

/** Runs in the page: from the time stamp of each key to the first task after the next frame. */
function watchKeys(): void {
  const keys = { delays: [] as number[], slowest: 0 };
  addEventListener(
    'keydown',
    (event) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => keys.delays.push(performance.now() - event.timeStamp);
        port2.postMessage(undefined);
      });
    },
    { capture: true },
  );
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) keys.slowest = Math.max(keys.slowest, duration);
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  Object.assign(globalThis, { keys });
}

function readKeys(page: Page): Promise<{ delays: number[]; slowest: number }> {
  return page.evaluate(() => (globalThis as unknown as { keys: { delays: number[]; slowest: number } }).keys);
}
