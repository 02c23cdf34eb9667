import { describe, expect, test } from 'vitest';
import { NewestPage, type PageEntry } from '../../src/rooms/newest-page.ts';
import { aChange } from '../support/samples.ts';

const entry = (seq: number, rev = seq): PageEntry => ({ seq, rev, json: JSON.stringify({ seq, rev }) });
const revs = (page: NewestPage) => page.current.map(({ seq, rev }) => [seq, rev]);

/** A page whose reading a test ends by hand. */
function slowPage() {
  let finish: (entries: PageEntry[]) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  let reads = 0;
  const page = new NewestPage(() => {
    reads += 1;
    return new Promise((resolve, reject) => {
      finish = resolve;
      fail = reject;
    });
  });
  return { page, finish: (e: PageEntry[]) => finish(e), fail: () => fail(new Error('busy')), reads: () => reads };
}

describe('the newest page', () => {
  test('is read once, however many ask', async () => {
    const { page, finish, reads } = slowPage();
    const loads = [page.load(), page.load()];
    finish([entry(1)]);
    await Promise.all(loads);
    await page.load();
    expect(reads()).toBe(1);
  });

  test('takes new messages at its end, 50 at most', async () => {
    const page = new NewestPage(async () => []);
    await page.load();
    for (let rev = 1; rev <= 60; rev += 1) page.apply(aChange({ rev }));
    expect(page.current).toHaveLength(50);
    expect(page.current[0]?.seq).toBe(11);
    expect(page.current.at(-1)?.seq).toBe(60);
  });

  test('takes changes of the messages it holds, and ignores those of older ones', async () => {
    const page = new NewestPage(async () => [entry(11), entry(12), entry(13)]);
    await page.load();
    page.apply(aChange({ rev: 14, seq: 12 }));
    page.apply(aChange({ rev: 15, seq: 3 }));
    expect(revs(page)).toEqual([
      [11, 11],
      [12, 14],
      [13, 13],
    ]);
  });

  test('what came while it was being read is in it, and the higher rev wins', async () => {
    const { page, finish } = slowPage();
    const loading = page.load();
    page.apply(aChange({ rev: 3, seq: 1 }));
    page.apply(aChange({ rev: 4, seq: 2 }));
    page.apply(aChange({ rev: 5, seq: 3 }));
    finish([entry(1, 6), entry(2, 2)]);
    await loading;
    expect(revs(page)).toEqual([
      [1, 6],
      [2, 4],
      [3, 5],
    ]);
  });

  test('a reading that fails rejects, and the next tries again', async () => {
    const { page, finish, fail, reads } = slowPage();
    const first = page.load();
    fail();
    await expect(first).rejects.toThrow('busy');
    expect(page.loaded).toBe(false);
    const second = page.load();
    finish([entry(1)]);
    await second;
    expect(reads()).toBe(2);
    expect(page.current).toHaveLength(1);
  });

  test('once dropped it is read again', async () => {
    let held = [entry(1)];
    const page = new NewestPage(async () => held);
    await page.load();
    page.drop();
    page.apply(aChange({ rev: 2 }));
    held = [entry(1), entry(2)];
    await page.load();
    expect(page.current).toHaveLength(2);
  });
});
