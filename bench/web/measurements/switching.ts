import type { CDPSession } from '@playwright/test';
import { atMost, format, type Measurement } from '../measurement.ts';
import { timeToOpen } from './opening.ts';

const LIMIT_PERCENT = 10;
/** Before the first look, times through all rooms: until the browser has compiled what runs often, that is what grows. */
const ROUNDS = 8;

/** How much memory 200 room switches leave behind, once everything has been seen. */
export const switching: Measurement = {
  id: 'heap',
  async run({ rooms, quick, withPage }) {
    const names = [rooms.million, rooms.long, ...rooms.many].map(({ name }) => name);
    const switches = quick ? 40 : 200;
    return withPage(`/r/${names[0]}`, async ({ page, cdp }) => {
      const go = async (count: number) => {
        for (let i = 1; i <= count; i += 1) await timeToOpen(page, names[i % names.length] ?? '');
      };
      // Whole rounds, so that both measurements are taken in the same room.
      await go(names.length * ROUNDS);
      const before = await usedHeap(cdp);
      await go(Math.ceil(switches / names.length) * names.length);
      const after = await usedHeap(cdp);
      const megabytes = `${format(before / 1e6)} → ${format(after / 1e6)} MB`;
      const growth = Math.max(0, (after / before - 1) * 100);
      return [atMost(`heap after ${switches} room switches, growth`, LIMIT_PERCENT, growth, '%', megabytes)];
    });
  },
};

/** Bytes in use after everything that can be collected was. */
async function usedHeap(cdp: CDPSession): Promise<number> {
  for (let i = 0; i < 3; i += 1) await cdp.send('HeapProfiler.collectGarbage');
  return (await cdp.send('Runtime.getHeapUsage')).usedSize;
}
