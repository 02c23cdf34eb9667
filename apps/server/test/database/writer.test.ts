import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Writer } from '../../src/log/writer.ts';
import { migratedDatabase, temporaryFolder } from './temporary-database.ts';

const room = { id: 'r', slug: 'r', name: 'r', topic: '', isPrivate: false, ownerId: undefined };

test('where a thread dies, what is said to have failed was not written', async () => {
  const url = `file:${join(await temporaryFolder(), 'later', 'confab.db')}`;
  const writer = new Writer(url);
  onTestFinished(() => writer.close());
  const commit = () => writer.commit([{ kind: 'create-room', room, at: 0 }]).catch(() => undefined);
  // The folder is missing: nothing can be written, and a thread that is asked to close what it never opened dies.
  expect(await commit()).toBeUndefined();
  await migratedDatabase(url);
  void writer.close();
  let written = await commit();
  while (!written) written = await commit();
  expect(written.outcomes).toMatchObject([{ ok: true }]);
});

test('a database that could not be opened is opened by a later commit', async ({ signal }) => {
  const url = `file:${join(await temporaryFolder(), 'later', 'confab.db')}`;
  const writer = new Writer(url);
  onTestFinished(() => writer.close());
  const commit = () => writer.commit([{ kind: 'create-room', room, at: 0 }]).catch(() => undefined);
  expect(await commit()).toBeUndefined();
  await migratedDatabase(url);
  let written = await commit();
  while (!written && !signal.aborted) written = await commit();
  expect(written?.outcomes).toMatchObject([{ ok: true }]);
});
