import { copyFile, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Database } from '../../src/log/database.ts';
import { databasePath } from '../../src/log/database-path.ts';
import { openLife } from '../../src/log/life.ts';
import { migratedDatabase, temporaryFolder } from './temporary-database.ts';

const PARTS = ['', '-wal', '-shm', '.life'];

class Place {
  constructor(
    readonly folder: string,
    private readonly name = 'data',
  ) {}

  get path(): string {
    return join(this.folder, this.name);
  }

  get url(): string {
    return `file:${join(this.path, 'confab.db')}`;
  }

  /** Starts, changes something, records it, and ends cleanly or as if killed. */
  async run(work: (database: Database) => Promise<unknown> = async () => {}, end = true): Promise<string> {
    const database = await migratedDatabase(this.url);
    const life = await openLife(database.prisma, this.url);
    await work(database);
    if (end) await life.close();
    await database.close();
    return life.id;
  }
}

async function place(): Promise<Place> {
  return new Place(await temporaryFolder());
}

function post(changes: number) {
  return ({ prisma }: Database) =>
    prisma.room.upsert({
      where: { id: 'r' },
      create: { id: 'r', slug: 'general', name: 'general', rev: changes },
      update: { rev: { increment: changes } },
    });
}

async function copyParts(from: string, to: string, parts = PARTS): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const part of parts) {
    await copyFile(join(from, `confab.db${part}`), join(to, `confab.db${part}`)).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      },
    );
  }
}

test('a restart keeps the life', async () => {
  const here = await place();
  const first = await here.run(post(3));
  expect(await here.run(post(2))).toBe(first);
  expect(await here.run()).toBe(first);
});

test('a kill keeps the life', async () => {
  const here = await place();
  const first = await here.run(post(3), false);
  expect(await here.run(post(2), false)).toBe(first);
  expect(await here.run()).toBe(first);
});

test('two databases have different lives', async () => {
  expect(await (await place()).run()).not.toBe(await (await place()).run());
});

test('a backup from an earlier start begins a new life', async () => {
  const here = await place();
  const first = await here.run(post(3));
  await copyParts(here.path, join(here.folder, 'backup'), ['', '-wal', '-shm']);
  await here.run();
  await copyParts(join(here.folder, 'backup'), here.path);
  expect(await here.run()).not.toBe(first);
});

test('a backup taken while this start ran, with its WAL, begins a new life', async () => {
  const here = await place();
  const first = await here.run(async (database) => {
    await post(3)(database);
    await copyParts(here.path, join(here.folder, 'backup'), ['', '-wal', '-shm']);
    await post(1)(database);
  });
  await copyParts(join(here.folder, 'backup'), here.path);
  expect(await here.run()).not.toBe(first);
});

test('a backup from before a room was deleted begins a new life', async () => {
  const here = await place();
  const database = await migratedDatabase(here.url);
  const life = await openLife(database.prisma, here.url);
  await post(3)(database);
  await life.record();
  await copyParts(here.path, join(here.folder, 'backup'), ['', '-wal', '-shm']);
  await database.prisma.room.delete({ where: { id: 'r' } });
  await life.record();
  await post(1)(database);
  await life.close();
  await database.close();
  await rm(here.path, { recursive: true });
  await copyParts(join(here.folder, 'backup'), here.path);
  expect(await here.run()).not.toBe(life.id);
});

test('a backup from before a room was deleted begins a new life also where the deletion could not be recorded at once', async () => {
  const here = await place();
  const database = await migratedDatabase(here.url);
  const life = await openLife(database.prisma, here.url);
  await post(3)(database);
  await life.record();
  await copyParts(here.path, join(here.folder, 'backup'), ['', '-wal', '-shm']);
  await database.prisma.room.delete({ where: { id: 'r' } });
  // The disk refuses the side file.
  const draft = `${databasePath(here.url)}.life.new`;
  await mkdir(draft);
  await expect(life.record()).rejects.toThrow();
  await rm(draft, { recursive: true });
  await life.record();
  await post(1)(database);
  await life.close();
  await database.close();
  await copyParts(join(here.folder, 'backup'), here.path);
  expect(await here.run()).not.toBe(life.id);
});

test('deleting a room keeps the life', async () => {
  const here = await place();
  const first = await here.run(post(3));
  expect(await here.run(({ prisma }) => prisma.room.delete({ where: { id: 'r' } }))).toBe(first);
  expect(await here.run()).toBe(first);
});

test('the whole folder put back from a copy begins a new life', async () => {
  const here = await place();
  const first = await here.run(post(3));
  await cp(here.path, join(here.folder, 'backup'), { recursive: true, preserveTimestamps: true });
  await here.run(post(1));
  await rename(here.path, join(here.folder, 'old'));
  await cp(join(here.folder, 'backup'), here.path, { recursive: true, preserveTimestamps: true });
  expect(await here.run()).not.toBe(first);
});

test('the whole folder copied over the old one begins a new life', async () => {
  const here = await place();
  const first = await here.run(post(3));
  await copyParts(here.path, join(here.folder, 'backup'));
  await here.run(post(1));
  await copyParts(join(here.folder, 'backup'), here.path);
  expect(await here.run()).not.toBe(first);
});

test('a database that was moved with its side file keeps the life', async () => {
  const here = await place();
  const first = await here.run(post(3));
  const there = new Place(here.folder, 'elsewhere');
  await rename(here.path, there.path);
  expect(await there.run()).toBe(first);
});

test('a database without its side file, or with a damaged one, begins a new life', async () => {
  const here = await place();
  const first = await here.run(post(3));
  await rm(`${databasePath(here.url)}.life`);
  const second = await here.run();
  await writeFile(`${databasePath(here.url)}.life`, '{"boots":');
  expect(new Set([first, second, await here.run()]).size).toBe(3);
});

test('killed between the side file and the database, the life goes on', async () => {
  const here = await place();
  const first = await here.run(post(3));
  const failing = await migratedDatabase(here.url);
  await failing.prisma.$executeRawUnsafe(
    `CREATE TRIGGER stop BEFORE UPDATE ON "Meta" BEGIN SELECT RAISE(ABORT, 'killed'); END`,
  );
  await expect(openLife(failing.prisma, here.url)).rejects.toThrow();
  await failing.prisma.$executeRawUnsafe('DROP TRIGGER stop');
  await failing.close();
  expect(await here.run()).toBe(first);
});

test('killed while a backup was being noticed, the next start notices it again', async () => {
  const here = await place();
  const first = await here.run(post(3));
  await copyParts(here.path, join(here.folder, 'backup'), ['', '-wal', '-shm']);
  await here.run(post(1));
  await copyParts(join(here.folder, 'backup'), here.path);
  const failing = await migratedDatabase(here.url);
  await failing.prisma.$executeRawUnsafe(
    `CREATE TRIGGER stop BEFORE UPDATE ON "Meta" BEGIN SELECT RAISE(ABORT, 'killed'); END`,
  );
  await expect(openLife(failing.prisma, here.url)).rejects.toThrow();
  await failing.prisma.$executeRawUnsafe('DROP TRIGGER stop');
  await failing.close();
  expect(await here.run()).not.toBe(first);
});

test('what is recorded says how far the database has come', async () => {
  const here = await place();
  await here.run(post(5));
  const { changes } = JSON.parse(await readFile(`${databasePath(here.url)}.life`, 'utf8'));
  expect(changes).toBe(5);
});
