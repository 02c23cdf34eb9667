import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { migrate } from '../../src/log/migrate.ts';
import { MIGRATIONS, migratedDatabase, temporaryUrl } from './temporary-database.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const TIMEOUT_MS = 120_000;

async function prisma(url: string, ...args: string[]): Promise<string> {
  const cli = join(ROOT, 'node_modules/prisma/build/index.js');
  const options = { cwd: ROOT, env: { ...process.env, DATABASE_URL: url } };
  return (await promisify(execFile)(process.execPath, [cli, ...args], options)).stdout;
}

test('what the server applied, the CLI finds applied', { timeout: TIMEOUT_MS }, async () => {
  const url = await temporaryUrl();
  await migrate(url, MIGRATIONS);
  expect(await prisma(url, 'migrate', 'status')).toContain('Database schema is up to date');
  expect(await prisma(url, 'migrate', 'deploy')).toContain('No pending migrations to apply');
});

test('what the CLI applied, the server finds applied', { timeout: TIMEOUT_MS }, async () => {
  const url = await temporaryUrl();
  await prisma(url, 'migrate', 'deploy');
  expect(await migrate(url, MIGRATIONS)).toEqual({ applied: [] });
  const { prisma: client } = await migratedDatabase(url);
  expect(await client.room.count()).toBe(0);
});

test('the migrations add up to the schema', { timeout: TIMEOUT_MS }, async () => {
  const from = ['--from-migrations', 'prisma/migrations/sqlite'];
  const to = ['--to-schema', 'prisma/schema.prisma', '--exit-code'];
  expect(await prisma(await temporaryUrl(), 'migrate', 'diff', ...from, ...to)).toContain('No difference');
});
