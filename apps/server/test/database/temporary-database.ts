import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../../src/log/database.ts';
import { migrate } from '../../src/log/migrate.ts';

/** The project's own migrations. */
export const MIGRATIONS = join(import.meta.dirname, '../../../../prisma/migrations/sqlite');

/** An empty folder, removed when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'confab-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The URL of a database that does not exist yet, in a folder of its own. */
export async function temporaryUrl(): Promise<string> {
  return `file:${join(await temporaryFolder(), 'confab.db')}`;
}

/** Opens a database at its newest schema; closed when the test ends, if not before. */
export async function migratedDatabase(url: string): Promise<Database> {
  await migrate(url, MIGRATIONS);
  const database = await openDatabase(url);
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= database.close();
    return closed;
  };
  onTestFinished(close);
  return { prisma: database.prisma, close };
}
