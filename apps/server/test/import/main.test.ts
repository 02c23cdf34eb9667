import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { lockData } from '../../src/log/data-lock.ts';
import { migratedDatabase, temporaryFolder } from '../database/temporary-database.ts';
import { exportOf, message, zipFile } from './slack-export-fixture.ts';

// Whole processes are started here.
vi.setConfig({ testTimeout: 60_000 });

const MAIN = join(import.meta.dirname, '../../src/import/main.ts');

function run(dataDir: string, ...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' };
  const flags = ['--import', 'tsx', '--conditions=source', MAIN, ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, flags, { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

test('the command imports into a fresh folder, shows its progress and reports', async () => {
  const data = join(await temporaryFolder(), 'data');
  const { code, stdout } = await run(data, await zipFile(exportOf([message(1), message(2)])));
  expect(stdout).toMatch(/Importing: 100 %\nImported in .* s\n {2}messages {3}2\n/);
  expect(code).toBe(0);
  const { prisma } = await migratedDatabase(`file:${join(data, 'confab.db')}`);
  expect(await prisma.message.count()).toBe(2);
});

test('it is refused while another process has the data open', async () => {
  const data = await temporaryFolder();
  const lock = lockData(`file:${join(data, 'confab.db')}`);
  const { code, stderr } = await run(data, await zipFile(exportOf([message(1)])));
  lock.release();
  expect(stderr).toContain(`Another process (pid ${process.pid}) uses ${join(data, 'confab.db')}: stop it first.`);
  expect(code).toBe(1);
  expect(existsSync(join(data, 'confab.db'))).toBe(false);
});

test('a bad file makes no database, says why in one line and exits with 1', async () => {
  const data = await temporaryFolder();
  const { code, stderr } = await run(data, MAIN);
  expect(stderr).toMatch(/^main\.ts is not a zip file[^\n]*\n$/);
  expect(code).toBe(1);
  expect(existsSync(join(data, 'confab.db'))).toBe(false);
});

test('without a file it explains itself', async () => {
  expect(await run(await temporaryFolder())).toMatchObject({
    code: 1,
    stderr: 'Usage: npm run import -- slack-export.zip\n',
  });
});
