import { setTimeout as pause } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { startServer } from '../support/server.ts';

// How long somebody with the database open in another program may take for a write.
const MOMENT_MS = 700;

test('A write that finds the database locked for a moment waits, and is neither refused nor lost', async () => {
  const server = await startServer();
  const ada = await server.connect('Ada');
  await ada.join('general');
  const other = new Sqlite(server.databasePath);
  other.exec('BEGIN IMMEDIATE');
  const post = ada.post('general', 'patience');
  await pause(MOMENT_MS);
  other.exec('ROLLBACK');
  other.close();
  expect(await post).toMatchObject({ seq: 1 });
});
