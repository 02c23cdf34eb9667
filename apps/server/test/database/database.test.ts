import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/log/database.ts';
import { migratedDatabase, temporaryFolder, temporaryUrl } from './temporary-database.ts';

test.each([
  ['journal_mode', 'wal'],
  ['synchronous', 2],
  ['foreign_keys', 1],
  ['busy_timeout', 5_000],
  ['cache_size', -65_536],
  ['temp_store', 2],
  ['mmap_size', 268_435_456],
])('the connection that Prisma uses has %s = %s', async (pragma, value) => {
  const { prisma } = await migratedDatabase(await temporaryUrl());
  const rows = await prisma.$queryRawUnsafe<Record<string, unknown>[]>(`PRAGMA ${pragma}`);
  expect(Object.values(rows[0] ?? {})).toEqual([
    typeof value === 'number' ? expect.toSatisfy((n) => Number(n) === value) : value,
  ]);
});

test('a file that is no database is refused', async () => {
  const file = join(await temporaryFolder(), 'confab.db');
  await writeFile(file, 'these are sixteen bytes and more of plain text');
  await expect(openDatabase(`file:${file}`)).rejects.toThrow(/not a database/);
});
