import { copyFile, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Database } from '../../src/log/database.ts';
import { databasePath } from '../../src/log/database-path.ts';
import { type Life, openLife } from '../../src/log/life.ts';
import { migratedDatabase, temporaryFolder } from './temporary-database.ts';

/** What a tool for SQLite copies: the database, without what lies beside it. */
const DATABASE = ['', '-wal', '-shm'];
const WHOLE = [...DATABASE, '.life'];

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

  private get backup(): string {
    return join(this.folder, 'backup');
  }

  /** Copies what is there now. */
  backUp(parts = DATABASE): Promise<void> {
    return copyParts(this.path, this.backup, parts);
  }

  /** Puts the backup over what is there now. */
  restore(): Promise<void> {
    return copyParts(this.backup, this.path, WHOLE);
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

  /** Starts, and is killed between the side file and the database. */
  async startAndFail(): Promise<void> {
    const database = await migratedDatabase(this.url);
    await database.prisma.$executeRawUnsafe(
      `CREATE TRIGGER stop BEFORE UPDATE ON "Meta" BEGIN SELECT RAISE(ABORT, 'killed'); END`,
    );
    await expect(openLife(database.prisma, this.url)).rejects.toThrow();
    await database.prisma.$executeRawUnsafe('DROP TRIGGER stop');
    await database.close();
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

async function copyParts(from: string, to: string, parts: readonly string[]): Promise<void> {
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
  await here.backUp();
  await here.run();
  await here.restore();
  expect(await here.run()).not.toBe(first);
});

test('a backup taken while this start ran, with its WAL, begins a new life', async () => {
  const here = await place();
  const first = await here.run(async (database) => {
    await post(3)(database);
    await here.backUp();
    await post(1)(database);
  });
  await here.restore();
  expect(await here.run()).not.toBe(first);
});

/** Deletes a room, then puts back a backup from before. @param record how the deletion comes to be recorded */
async function deletedAndRestored(record: (life: Life, url: string) => Promise<void>): Promise<[string, string]> {
  const here = await place();
  const database = await migratedDatabase(here.url);
  const life = await openLife(database.prisma, here.url);
  await post(3)(database);
  await life.record();
  await here.backUp();
  await database.prisma.room.delete({ where: { id: 'r' } });
  await record(life, here.url);
  await post(1)(database);
  await life.close();
  await database.close();
  await here.restore();
  return [life.id, await here.run()];
}

test('a backup from before a room was deleted begins a new life', async () => {
  const [before, after] = await deletedAndRestored((life) => life.record());
  expect(after).not.toBe(before);
});

test('a backup from before a room was deleted begins a new life also where the deletion could not be recorded at once', async () => {
  const [before, after] = await deletedAndRestored(async (life, url) => {
    // The disk refuses the side file.
    const draft = `${databasePath(url)}.life.new`;
    await mkdir(draft);
    await expect(life.record()).rejects.toThrow();
    await rm(draft, { recursive: true });
    await life.record();
  });
  expect(after).not.toBe(before);
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
  await here.backUp(WHOLE);
  await here.run(post(1));
  await here.restore();
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
  await here.startAndFail();
  expect(await here.run()).toBe(first);
});

test('killed while a backup was being noticed, the next start notices it again', async () => {
  const here = await place();
  const first = await here.run(post(3));
  await here.backUp();
  await here.run(post(1));
  await here.restore();
  await here.startAndFail();
  expect(await here.run()).not.toBe(first);
});

test('what is recorded says how far the database has come', async () => {
  const here = await place();
  await here.run(post(5));
  const { changes } = JSON.parse(await readFile(`${databasePath(here.url)}.life`, 'utf8'));
  expect(changes).toBe(5);
});
