import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { indexedDbStorage } from '../src/indexed-db-storage.ts';
import type { OutboxEntry, OutboxStorage } from '../src/outbox-storage.ts';
import { FakeBrowser } from './fake-browser.ts';
import { ManualClock } from './manual-clock.ts';
import { ANN } from './samples.ts';

const RELOAD_MS = 3_000;

function entry(id: string, at = 1): OutboxEntry {
  return { id, room: 'general', body: id, at, author: ANN.id };
}

interface Tab {
  storage: OutboxStorage;
  /** What it was told to take over. */
  taken: OutboxEntry[];
  close: () => void;
}

let clock: ManualClock;
let browser: FakeBrowser;

function openTab(): Tab {
  const { platform, close } = browser.openTab();
  const storage = indexedDbStorage('test', platform);
  const taken: OutboxEntry[] = [];
  storage.onTakeOver?.((entries) => taken.push(...entries));
  return { storage, taken, close };
}

/** A write runs behind every transaction that was begun before it; what follows from those takes a few. */
async function idle(...tabs: Tab[]): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) for (const { storage } of tabs) await storage.remove('none');
}

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  clock = new ManualClock();
  browser = new FakeBrowser(clock);
  return () => vi.unstubAllGlobals();
});

describe('an outbox in IndexedDB', () => {
  it('gives back what was put, as it was put, and forgets what was removed', async () => {
    const { storage } = openTab();
    await storage.put(entry('a'));
    await storage.put({ ...entry('b'), replyTo: 'm1', failure: { code: 'forbidden', message: 'no' } });
    await storage.put(entry('c'));
    await storage.remove('c');
    expect(await storage.load()).toEqual([
      entry('a'),
      { ...entry('b'), replyTo: 'm1', failure: { code: 'forbidden', message: 'no' } },
    ]);
  });

  it('keeps the order of calls for one id that nobody waited for', async () => {
    const { storage } = openTab();
    void storage.put(entry('a'));
    void storage.remove('a');
    void storage.put(entry('b', 1));
    void storage.put(entry('b', 2));
    expect(await storage.load()).toEqual([entry('b', 2)]);
  });

  it('rejects where the browser refuses storage', async () => {
    vi.stubGlobal('indexedDB', {
      open() {
        throw new Error('refused');
      },
    });
    const { storage } = openTab();
    await expect(storage.load()).rejects.toThrow('refused');
    await expect(storage.put(entry('a'))).rejects.toThrow('refused');
  });
});

describe('tabs that share an outbox', () => {
  it('leaves to a living tab what it wrote', async () => {
    const [one, two] = [openTab(), openTab()];
    await one.storage.put(entry('a'));
    expect(await two.storage.load()).toEqual([]);
    clock.advance(RELOAD_MS);
    await idle(one, two);
    expect([...one.taken, ...two.taken]).toEqual([]);
    expect(await one.storage.load()).toEqual([entry('a')]);
  });

  it('gives a tab that opens what closed ones left, and to the next one nothing', async () => {
    const gone = openTab();
    await gone.storage.put(entry('a'));
    gone.close();
    const [one, two] = [openTab(), openTab()];
    const loaded = await Promise.all([one.storage.load(), two.storage.load()]);
    expect(loaded.flat()).toEqual([entry('a')]);
  });

  it('gives one living tab what a closed one left, after the time of a reload', async () => {
    const [one, writer, two] = [openTab(), openTab(), openTab()];
    await idle(one, writer, two);
    await writer.storage.put(entry('a'));
    await writer.storage.put(entry('b'));
    writer.close();
    await idle(one, two);
    clock.advance(RELOAD_MS - 1);
    await idle(one, two);
    expect([one.taken, two.taken]).toEqual([[], []]);
    clock.advance(1);
    await idle(one, two);
    expect([one.taken, two.taken]).toEqual([[entry('a'), entry('b')], []]);
    expect(await two.storage.load()).toEqual([]);
  });

  it('chooses another leader when the leader goes, and that one takes over', async () => {
    const [leader, next, last] = [openTab(), openTab(), openTab()];
    await idle(leader, next, last);
    await leader.storage.put(entry('a'));
    leader.close();
    clock.advance(RELOAD_MS);
    await idle(next, last);
    clock.advance(RELOAD_MS);
    await idle(next, last);
    expect([next.taken, last.taken]).toEqual([[entry('a')], []]);
    await last.storage.put(entry('b'));
    last.close();
    await idle(next);
    clock.advance(RELOAD_MS);
    await idle(next);
    expect(next.taken).toEqual([entry('a'), entry('b')]);
  });

  it('gives a reloaded tab its own back before the others look', async () => {
    const [other, before] = [openTab(), openTab()];
    await idle(other, before);
    await before.storage.put(entry('a'));
    before.close();
    const after = openTab();
    expect(await after.storage.load()).toEqual([entry('a')]);
    clock.advance(RELOAD_MS);
    await idle(other, after);
    expect(other.taken).toEqual([]);
  });

  it('takes over what an older version wrote, which knew no owners', async () => {
    const { storage, close } = openTab();
    await storage.load();
    close();
    await putRaw(entry('a'));
    const [one, two] = [openTab(), openTab()];
    const loaded = await Promise.all([one.storage.load(), two.storage.load()]);
    expect(loaded.flat()).toEqual([entry('a')]);
  });

  it('gives every tab everything where the browser has no locks', async () => {
    const [one, two] = [indexedDbStorage('test', undefined), indexedDbStorage('test', undefined)];
    await one.put(entry('a'));
    expect(await two.load()).toEqual([entry('a')]);
    expect(await one.load()).toEqual([entry('a')]);
  });

  it('does the same where the browser refuses locks', async () => {
    const { platform } = browser.openTab();
    const refuse = () => Promise.reject(new DOMException('no locks here', 'SecurityError'));
    const storage = indexedDbStorage('test', { ...platform, locks: { request: refuse, query: refuse } });
    await storage.put(entry('a'));
    expect(await storage.load()).toEqual([entry('a')]);
  });
});

function putRaw(value: OutboxEntry): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('test', 1);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('outbox', 'readwrite');
      transaction.objectStore('outbox').put(value);
      transaction.oncomplete = () => resolve();
    };
  });
}
