import { beforeEach, expect, test, vi } from 'vitest';

const FILE = { id: 'f1', name: 'a.txt', type: 'text/plain', size: 3 };

let stored: Map<string, string>;

beforeEach(() => {
  stored = new Map();
  vi.useFakeTimers({ now: 1_700_000_000_000 });
  vi.stubGlobal('localStorage', storageOf(stored));
  vi.stubGlobal('sessionStorage', storageOf(new Map()));
  return () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  };
});

function storageOf(entries: Map<string, string>) {
  return {
    getItem: (name: string) => entries.get(name) ?? null,
    setItem: (name: string, text: string) => entries.set(name, text),
    removeItem: (name: string) => entries.delete(name),
  };
}

/** The store as a page that is just loaded has it. */
async function visit() {
  vi.resetModules();
  return import('../src/features/attachments/uploads-store.ts');
}

test('files belong to their draft, and survive a reload once they are uploaded', async () => {
  const before = await visit();
  before.writeUploads('one', [
    before.readyUpload(FILE),
    { key: 'k', name: 'b', size: 1, type: '', state: 'sending', sent: 0.5 },
  ]);
  expect(before.readUploads('two')).toEqual([]);
  const after = await visit();
  expect(after.readUploads('one')).toContainEqual(after.readyUpload(FILE));
  after.writeUploads('one', []);
  expect((await visit()).readUploads('one')).toEqual([]);
});

test('after a reload a draft says which of its files were cut off, and waits until they are dealt with', async () => {
  const before = await visit();
  const done = { key: 'k1', name: 'done.txt', size: 1, type: '', state: 'sending', sent: 1 } as const;
  const film = { key: 'k2', name: 'film.mov', size: 2, type: 'video/quicktime', state: 'sending', sent: 0.5 } as const;
  before.writeUploads('one', [done, film]);
  before.updateUpload('one', 'k1', { state: 'ready', file: FILE, at: Date.now() });
  const after = await visit();
  const [ready, cut, ...others] = after.readUploads('one');
  expect(ready).toEqual(after.readyUpload(FILE));
  expect(cut).toMatchObject({ name: 'film.mov', size: 2, state: 'failed', again: false });
  expect(others).toEqual([]);
  after.writeUploads('one', [after.readyUpload(FILE)]);
  expect((await visit()).readUploads('one')).toHaveLength(1);
});

test('the browser asks before the page is left while a file is on its way, and only then', async () => {
  const { guardUploads, updateUpload, writeUploads } = await visit();
  const page = new EventTarget();
  guardUploads(page);
  const asks = () => !page.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  expect(asks()).toBe(false);
  writeUploads('one', [{ key: 'k', name: 'b', size: 1, type: '', state: 'sending', sent: 0 }]);
  writeUploads('two', []);
  expect(asks()).toBe(true);
  updateUpload('one', 'k', { state: 'ready', file: FILE, at: Date.now() });
  expect(asks()).toBe(false);
});

test('what the server has forgotten by then, and what cannot be read, is left out', async () => {
  const before = await visit();
  before.writeUploads('one', [before.readyUpload(FILE)]);
  vi.setSystemTime(1_700_000_000_000 + 23 * 60 * 60 * 1_000);
  expect((await visit()).readUploads('one')).toEqual([]);
  const unreadable = ['{', 'null', '[null]', `[{"at":${Date.now()}}]`];
  for (const text of unreadable) {
    stored.set('two.files', text);
    expect((await visit()).readUploads('two')).toEqual([]);
  }
});

test('what was attached before the clock was set back by an hour is left out: it may be gone', async () => {
  const before = await visit();
  before.writeUploads('one', [before.readyUpload(FILE)]);
  vi.setSystemTime(1_700_000_000_000 - 1_000);
  expect((await visit()).readUploads('one')).toHaveLength(1);
  vi.setSystemTime(1_700_000_000_000 - 60 * 60 * 1_000);
  expect((await visit()).readUploads('one')).toEqual([]);
});

test('a file that is attached later keeps no older one beyond its time', async () => {
  const before = await visit();
  before.writeUploads('one', [before.readyUpload(FILE)]);
  vi.setSystemTime(1_700_000_000_000 + 22 * 60 * 60 * 1_000);
  const later = { ...FILE, id: 'f2' };
  before.writeUploads('one', [...before.readUploads('one'), before.readyUpload(later)]);
  vi.setSystemTime(1_700_000_000_000 + 23 * 60 * 60 * 1_000);
  const files = (await visit()).readUploads('one').map(({ key }) => key);
  expect(files).toEqual(['f2']);
});

test('progress of a file that was taken off the draft changes nothing', async () => {
  const { readUploads, updateUpload, readyUpload, writeUploads } = await visit();
  writeUploads('one', [readyUpload(FILE)]);
  updateUpload('one', 'gone', { state: 'sending', sent: 1 });
  expect(readUploads('one')).toEqual([readyUpload(FILE)]);
});

test('two tabs have the same files: what is sent or attached there is so here, and what is on its way here stays', async () => {
  const { followUploads, readUploads, readyUpload, writeUploads } = await visit();
  const page = new EventTarget();
  followUploads(page);
  const key = 'confab.draft.u.r';
  const other = { ...FILE, id: 'f2' };
  const elsewhere = (before: object[], now: object[]) => {
    const json = (files: object[]) =>
      files.length > 0 ? JSON.stringify(files.map((file) => ({ file, at: Date.now() }))) : null;
    const change = { key: `${key}.files`, oldValue: json(before), newValue: json(now) };
    page.dispatchEvent(Object.assign(new Event('storage'), change));
  };
  const sending = { key: 'k', name: 'b', size: 1, type: '', state: 'sending', sent: 0.5 } as const;
  writeUploads(key, [readyUpload(FILE), sending]);
  elsewhere([FILE], [FILE, other]);
  expect(readUploads(key)).toEqual([readyUpload(FILE), sending, readyUpload(other)]);
  elsewhere([FILE, other], []);
  expect(readUploads(key)).toEqual([sending]);
});
