import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Writer } from '../../src/log/writer.ts';
import { migratedDatabase, temporaryFolder } from './temporary-database.ts';

const room = { id: 'r', slug: 'r', name: 'r', topic: '', isPrivate: false, ownerId: undefined };

/** A writer whose database's folder is missing, so that nothing can be written until `makeDatabase`. */
async function writerWithoutDatabase() {
  const url = `file:${join(await temporaryFolder(), 'later', 'confab.db')}`;
  const writer = new Writer(url);
  onTestFinished(() => writer.close());
  return {
    writer,
    commit: () => writer.commit([{ kind: 'create-room', room, at: 0 }]).catch(() => undefined),
    makeDatabase: () => migratedDatabase(url),
  };
}

test('where a thread dies, what is said to have failed was not written', async ({ signal }) => {
  const { writer, commit, makeDatabase } = await writerWithoutDatabase();
  expect(await commit()).toBeUndefined();
  await makeDatabase();
  // A thread that is asked to close what it never opened dies, and its late end must not fail its successor's commits.
  void writer.close();
  let written = await commit();
  while (!written && !signal.aborted) written = await commit();
  expect(written?.outcomes).toMatchObject([{ ok: true }]);
});

test('a database that could not be opened is opened by a later commit', async ({ signal }) => {
  const { commit, makeDatabase } = await writerWithoutDatabase();
  expect(await commit()).toBeUndefined();
  await makeDatabase();
  let written = await commit();
  while (!written && !signal.aborted) written = await commit();
  expect(written?.outcomes).toMatchObject([{ ok: true }]);
});
