import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DRIVER = fileURLToPath(new URL('./driver.mjs', import.meta.url));
const MIGRATIONS = fileURLToPath(new URL('../../../prisma/migrations/sqlite', import.meta.url));

/**
 * Rows a second that better-sqlite3 alone inserts into Confab's message table.
 * @param batch rows in a transaction
 * @param root a folder on the disk that Confab's data was on
 */
export function measureDriver(batch: number, seconds: number, root: string): number {
  const folder = mkdtempSync(join(root, 'driver-'));
  const first = readdirSync(MIGRATIONS).sort()[0] ?? '';
  const schema = join(MIGRATIONS, first, 'migration.sql');
  const args = [DRIVER, join(folder, 'bare.db'), schema, String(Math.max(1, Math.round(batch))), String(seconds)];
  try {
    return Number(execFileSync(process.execPath, args, { encoding: 'utf8' }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
