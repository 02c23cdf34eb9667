import { appendFile, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/log/database.ts';
import { databasePath } from '../../src/log/database-path.ts';
import { assertMigrated, migrate } from '../../src/log/migrate.ts';
import { MIGRATIONS, migratedDatabase, temporaryFolder, temporaryUrl } from './temporary-database.ts';

async function ownMigrations(): Promise<string> {
  const folder = join(await temporaryFolder(), 'migrations');
  await cp(MIGRATIONS, folder, { recursive: true });
  return folder;
}

async function addMigration(folder: string, name: string, script: string): Promise<void> {
  await mkdir(join(folder, name));
  await writeFile(join(folder, name, 'migration.sql'), script);
}

async function names(url: string): Promise<string[]> {
  const { prisma, close } = await openDatabase(url);
  const rows = await prisma.$queryRaw<{ name: string }[]>`SELECT name FROM sqlite_schema WHERE type = 'table'`;
  await close();
  return rows.map(({ name }) => name);
}

test('a first start creates the folder, the file and the schema', async () => {
  const url = `file:${join(await temporaryFolder(), 'new/deep/confab.db')}`;
  const all = (await readdir(MIGRATIONS, { withFileTypes: true })).filter((e) => e.isDirectory()).map((e) => e.name);
  expect(await migrate(url, MIGRATIONS)).toEqual({ applied: all.sort() });
  expect(await names(url)).toEqual(expect.arrayContaining(['Room', 'Message', '_prisma_migrations']));
});

test('a second start applies nothing', async () => {
  const url = await temporaryUrl();
  await migrate(url, MIGRATIONS);
  expect(await migrate(url, MIGRATIONS)).toEqual({ applied: [] });
});

test('an update applies what is new', async () => {
  const [url, folder] = [await temporaryUrl(), await ownMigrations()];
  await migrate(url, folder);
  await addMigration(folder, '29990101000000_more', 'CREATE TABLE "More" ("id" TEXT PRIMARY KEY);');
  expect(await migrate(url, folder)).toEqual({ applied: ['29990101000000_more'] });
  expect(await names(url)).toContain('More');
});

test('a program that changes no schema says that the server has to, after an update', async () => {
  const [url, folder] = [await temporaryUrl(), await ownMigrations()];
  await migrate(url, folder);
  await assertMigrated(url, folder);
  await addMigration(folder, '29990101000000_more', 'CREATE TABLE "More" ("id" TEXT PRIMARY KEY);');
  await expect(assertMigrated(url, folder)).rejects.toThrow(/start the server once/);
  expect(await names(url)).not.toContain('More');
  await migrate(url, folder);
  await assertMigrated(url, folder);
});

test('a program that changes no schema leaves an empty file as it is', async () => {
  const url = await temporaryUrl();
  await writeFile(databasePath(url), '');
  await expect(assertMigrated(url, MIGRATIONS)).rejects.toThrow(/start the server once/);
  expect(await names(url)).toEqual([]);
});

test('a migration that fails leaves nothing behind and is tried again', async () => {
  const [url, folder] = [await temporaryUrl(), await ownMigrations()];
  const script = join(folder, '29990101000000_more/migration.sql');
  await addMigration(folder, '29990101000000_more', 'CREATE TABLE "More" ("id" TEXT PRIMARY KEY); SELECT nonsense;');
  await expect(migrate(url, folder)).rejects.toThrow(/29990101000000_more failed: no such column: nonsense/);
  expect(await names(url)).not.toContain('More');
  await writeFile(script, 'CREATE TABLE "More" ("id" TEXT PRIMARY KEY);');
  expect(await migrate(url, folder)).toEqual({ applied: ['29990101000000_more'] });
});

test('replacing a table as Prisma does keeps the rows that refer to it', async () => {
  const [url, folder] = [await temporaryUrl(), await ownMigrations()];
  const before = await migratedDatabase(url);
  await before.prisma.user.create({ data: { id: 'u', name: 'Ada', kind: 'person' } });
  await before.prisma.session.create({ data: { id: 's', tokenHash: 'h', userId: 'u', expiresAt: new Date(0) } });
  await before.close();
  await addMigration(
    folder,
    '29990101000000_redefine',
    `PRAGMA defer_foreign_keys=ON;
     PRAGMA foreign_keys=OFF;
     CREATE TABLE "new_User" ("id" TEXT NOT NULL PRIMARY KEY, "name" TEXT NOT NULL);
     INSERT INTO "new_User" ("id", "name") SELECT "id", "name" FROM "User";
     DROP TABLE "User";
     ALTER TABLE "new_User" RENAME TO "User";
     PRAGMA foreign_keys=ON;
     PRAGMA defer_foreign_keys=OFF;`,
  );
  await migrate(url, folder);
  const { prisma, close } = await openDatabase(url);
  expect(await prisma.session.count()).toBe(1);
  await close();
});

test('a migration that would leave rows without what they refer to is refused', async () => {
  const [url, folder] = [await temporaryUrl(), await ownMigrations()];
  const before = await migratedDatabase(url);
  await before.prisma.user.create({ data: { id: 'u', name: 'Ada', kind: 'person' } });
  await before.prisma.session.create({ data: { id: 's', tokenHash: 'h', userId: 'u', expiresAt: new Date(0) } });
  await before.close();
  await addMigration(folder, '29990101000000_forget', 'DELETE FROM "User";');
  await expect(migrate(url, folder)).rejects.toThrow(/rows of Session refer to rows that are gone/);
});

test('a database written by a newer version is refused, naming what is unknown', async () => {
  const [url, folder] = [await temporaryUrl(), await ownMigrations()];
  await addMigration(folder, '29990101000000_more', 'CREATE TABLE "More" ("id" TEXT PRIMARY KEY);');
  await migrate(url, folder);
  await expect(migrate(url, MIGRATIONS)).rejects.toThrow(/newer Confab wrote this database.*29990101000000_more/);
});

test('a migration changed after it was applied is refused', async () => {
  const [url, folder] = [await temporaryUrl(), await ownMigrations()];
  const { applied } = await migrate(url, folder);
  await appendFile(join(folder, String(applied[0]), 'migration.sql'), '\n-- changed\n');
  await expect(migrate(url, folder)).rejects.toThrow(`The migration ${applied[0]} was changed after it was applied`);
});

test('other line endings are no change', async () => {
  const [url, folder] = [await temporaryUrl(), await ownMigrations()];
  const { applied } = await migrate(url, folder);
  const file = join(folder, String(applied[0]), 'migration.sql');
  await writeFile(file, (await readFile(file, 'utf8')).replaceAll('\n', '\r\n'));
  expect(await migrate(url, folder)).toEqual({ applied: [] });
});

test('a migration that the CLI left unfinished is refused', async () => {
  const url = await temporaryUrl();
  const { prisma, close } = await migratedDatabase(url);
  await prisma.$executeRaw`UPDATE _prisma_migrations SET finished_at = NULL`;
  await close();
  await expect(migrate(url, MIGRATIONS)).rejects.toThrow(/failed earlier/);
});

test('a database of something else is refused', async () => {
  const url = await temporaryUrl();
  const { prisma, close } = await openDatabase(url);
  await prisma.$executeRaw`CREATE TABLE other (id TEXT)`;
  await close();
  await expect(migrate(url, MIGRATIONS)).rejects.toThrow(/not a database of Confab/);
});

test('a file that is no database is refused', async () => {
  const file = join(await temporaryFolder(), 'confab.db');
  await writeFile(file, 'these are sixteen bytes and more of plain text');
  await expect(migrate(`file:${file}`, MIGRATIONS)).rejects.toThrow(/cannot be opened: file is not a database/);
});
