import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { FileStore } from '../../src/files/file-store.ts';
import { temporaryFolder } from '../database/temporary-database.ts';

test('a disk that takes no folder takes no file, and says so', async () => {
  const inTheWay = join(await temporaryFolder(), 'files');
  await writeFile(inTheWay, '');
  const store = new FileStore(inTheWay, 0);
  const upload = Readable.from([Buffer.from('hello')]);
  expect(await store.receive('an-id', upload, 10)).toEqual({ ok: false, problem: 'interrupted' });
});
