import type { Client } from '@confab/client';
import { LIMITS } from '@confab/protocol';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { attachFiles } from '../src/features/attachments/upload-queue.ts';
import { readUploads, readyUpload, writeUploads } from '../src/features/attachments/uploads-store.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Takes no file: nothing is sent. */
const client = { limits: { fileBytes: 0 } } as Client;
const file = (n: number) => new File(['a'], `${n}.txt`);

it('attaches nothing more to a draft that another tab has filled beyond the limit', () => {
  const full = Array.from({ length: LIMITS.attachments + 1 }, (_, n) =>
    readyUpload({ id: `f${n}`, name: 'a', type: 'text/plain', size: 1 }),
  );
  writeUploads('draft', full);
  attachFiles(client, 'draft', 'r', [file(1), file(2), file(3)]);
  expect(readUploads('draft')).toEqual(full);
});
