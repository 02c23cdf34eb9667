import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Client } from '@confab/client';
import { LIMITS } from '@confab/protocol';
import { expect, it, vi } from 'vitest';
import { closeAll } from '../src/app/close-all.ts';
import { attachFiles } from '../src/features/attachments/upload-queue.ts';
import { followUploads, readUploads, readyUpload, writeUploads } from '../src/features/attachments/uploads-store.ts';

const file = (n: number) => new File(['a'], `${n}.txt`);

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Without an answer its requests go on until they are ended. */
function uploader(fileBytes: number, answer?: () => Response) {
  const sent: { name: string | null; signal: AbortSignal }[] = [];
  const fetch = (url: string, { signal }: { signal: AbortSignal }) => {
    sent.push({ name: new URL(url).searchParams.get('name'), signal });
    if (answer) return Promise.resolve(answer());
    return new Promise((_resolve, reject) => signal.addEventListener('abort', reject));
  };
  const client = { limits: { fileBytes }, http: { url: 'http://chat.test', fetch } };
  return { client: client as unknown as Client, sent };
}

it('attaches nothing more to a draft that another tab has filled beyond the limit', () => {
  const full = Array.from({ length: LIMITS.attachments + 1 }, (_, n) =>
    readyUpload({ id: `f${n}`, name: 'a', type: 'text/plain', size: 1 }),
  );
  writeUploads('draft', full);
  attachFiles(uploader(0).client, 'draft', 'r', [file(1), file(2), file(3)]);
  expect(readUploads('draft')).toEqual(full);
});

it('sends nothing any more of somebody who has signed out, and keeps with the draft what is uploaded', async () => {
  const { client, sent } = uploader(10);
  const ready = readyUpload({ id: 'f1', name: 'a', type: 'text/plain', size: 1 });
  writeUploads('mine', [ready]);
  attachFiles(client, 'mine', 'r', [1, 2, 3, 4].map(file));
  await vi.waitFor(() => expect(sent.map(({ name }) => name)).toEqual(['1.txt', '2.txt', '3.txt']));
  closeAll();
  expect(sent.every(({ signal }) => signal.aborted)).toBe(true);
  expect(readUploads('mine')).toEqual([ready]);
  await new Promise(setImmediate);
  expect(sent).toHaveLength(3);
});

it('keeps nothing of a file that was uploaded once another tab has sent its draft', async () => {
  const { client } = uploader(
    10,
    () => new Response(JSON.stringify({ file: { id: 'f1', name: '1.txt', type: '', size: 1 } })),
  );
  const page = new EventTarget();
  followUploads(page);
  const kept = attachOne(client);
  await vi.waitFor(() => expect(readUploads('shared')).toMatchObject([{ state: 'ready' }]));
  const oldValue = JSON.stringify([{ file: { id: 'f1' }, at: Date.now() }]);
  page.dispatchEvent(Object.assign(new Event('storage'), { key: 'shared.files', oldValue, newValue: null }));
  expect(readUploads('shared')).toEqual([]);
  await vi.waitFor(() => {
    collectGarbage();
    // The file itself in a failure would keep it.
    expect(kept.deref() === undefined).toBe(true);
  });
});

/** Attaches a file that nobody but the app knows. */
function attachOne(client: Client): WeakRef<File> {
  const source = file(1);
  attachFiles(client, 'shared', 'r', [source]);
  return new WeakRef(source);
}
