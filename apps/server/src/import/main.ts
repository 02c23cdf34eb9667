import { resolve } from 'node:path';
import { ConfigError, loadConfig } from '../config.ts';
import { DataInUseError, lockData } from '../log/data-lock.ts';
import { openDatabase } from '../log/database.ts';
import { MigrationError, migrate } from '../log/migrate.ts';
import { migrationsFolder } from '../log/migrations-folder.ts';
import { ExportArchive } from './export-archive.ts';
import { ImportError } from './import-error.ts';
import type { ImportReport } from './import-report.ts';
import { importSlackExport } from './import-slack-export.ts';
import { createProgress } from './progress.ts';
import { readSlackExport } from './slack-export.ts';

const USAGE = 'Usage: npm run import -- slack-export.zip';

// Errors of these kinds tell the user all they need; of others the stack is worth more.
const EXPECTED = [ImportError, ConfigError, DataInUseError, MigrationError];

/** Imports the export that the command line names; the exit code is 1 where that failed. */
async function main(): Promise<void> {
  const [file, ...rest] = process.argv.slice(2);
  if (file === undefined || rest.length > 0) throw new ImportError(USAGE);
  const { databaseUrl } = loadConfig(process.env);
  const started = performance.now();
  const lock = lockData(databaseUrl);
  try {
    // npm runs us at the checkout's root, whichever folder the user named the file from.
    const report = await importFile(resolve(process.env.INIT_CWD ?? '.', file), databaseUrl);
    console.log(report.render(performance.now() - started));
  } finally {
    lock.release();
  }
}

async function importFile(file: string, databaseUrl: string): Promise<ImportReport> {
  const archive = await ExportArchive.open(file);
  try {
    const slack = await readSlackExport(archive, createProgress('Checking', process.stdout));
    await migrate(databaseUrl, migrationsFolder());
    const database = await openDatabase(databaseUrl);
    try {
      return await importSlackExport(database.prisma, archive, slack, createProgress('Importing', process.stdout));
    } finally {
      await database.close();
    }
  } finally {
    archive.close();
  }
}

try {
  await main();
} catch (error) {
  const expected = error instanceof Error && EXPECTED.some((kind) => error instanceof kind);
  console.error(expected ? error.message : error);
  process.exitCode = 1;
}
