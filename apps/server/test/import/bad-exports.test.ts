import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ImportError } from '../../src/import/import-error.ts';
import { migratedDatabase, temporaryFolder, temporaryUrl } from '../database/temporary-database.ts';
import { exportOf, importFile, message, zipFile } from './slack-export-fixture.ts';
import { type ZipEntry, zip } from './zip.ts';

const GOOD = exportOf([message(1)]);
const MEBIBYTE = 1024 * 1024;

async function file(content: string | Buffer): Promise<string> {
  const path = join(await temporaryFolder(), 'export.zip');
  await writeFile(path, content);
  return path;
}

function entry(name: string, content: string | Buffer, more: Partial<ZipEntry> = {}): ZipEntry {
  return { name, content, ...more };
}

async function truncated(): Promise<string> {
  const path = await zipFile(GOOD);
  await truncate(path, 200);
  return path;
}

async function corrupted(): Promise<string> {
  const noise = Array.from({ length: 500 }, (_, i) => (i * 7_919) % 1_000).join(' ');
  const path = await zipFile(exportOf([message(1, { text: noise })]));
  const bytes = await readFile(path);
  const day = bytes.indexOf('general/2020-09-13.json');
  bytes.fill(0xff, day + 100, day + 200);
  return file(bytes);
}

// Many names for the same bytes: small on disk and in every check of a single file.
function overlapping(): Buffer {
  const good = zip([...GOOD, entry('general/2020-09-14.json', `[${' '.repeat(900)}${'7,'.repeat(2_000)}7]`)]);
  const end = good.length - 22;
  const start = good.readUInt32LE(end + 16);
  const table = good.subarray(start, end);
  const last = table.subarray(table.lastIndexOf('PK\x01\x02'));
  const copies = Array.from({ length: 2_000 }, () => last);
  const whole = Buffer.concat([good.subarray(0, start), table, ...copies, good.subarray(end)]);
  const count = good.readUInt16LE(end + 8) + copies.length;
  const newEnd = whole.length - 22;
  whole.writeUInt16LE(count, newEnd + 8);
  whole.writeUInt16LE(count, newEnd + 10);
  whole.writeUInt32LE(newEnd - start, newEnd + 12);
  // What they pack to is made to exceed the file itself.
  for (let at = start; at < newEnd; at = whole.indexOf('PK\x01\x02', at + 4)) {
    if (at < 0) break;
    whole.writeUInt32LE(Math.max(whole.readUInt32LE(at + 20), 5_000), at + 20);
  }
  return whole;
}

test.each<[string, () => Promise<string> | string, RegExp]>([
  ['a missing file', () => '/nowhere/export.zip', /There is no file \/nowhere\/export.zip/],
  ['a folder', () => temporaryFolder(), /is a folder/],
  ['a text', () => file('hello, this is not a zip file at all'), /is not a zip file/],
  ['an empty file', () => file(''), /is not a zip file/],
  ['half a download', truncated, /is not a zip file, or only a part of one/],
  ['a zip of something else', () => zipFile([entry('photo.json', '{}')]), /not a Slack export/],
  [
    'an export without channels',
    () => zipFile(GOOD.filter(({ name }) => name !== 'channels.json')),
    /not a Slack export/,
  ],
  [
    'a day that is no JSON',
    () => zipFile([...GOOD, entry('general/2020-09-14.json', '[{"type":')]),
    /general\/2020-09-14.json is not valid JSON/,
  ],
  [
    'a day that is no list',
    () => zipFile([...GOOD, entry('general/2020-09-14.json', '{}')]),
    /2020-09-14.json is not what a Slack export holds/,
  ],
  ['a message without time', () => zipFile(exportOf([{ text: 'x' }])), /2020-09-13.json .*0\.ts/],
  ['a message with a wrong text', () => zipFile(exportOf([message(1, { text: 7 })])), /0\.text/],
  [
    'a channel made at no time that there is',
    () => zipFile([...GOOD, entry('channels.json', '[{"id":"C1","name":"general","created":1e20}]')]),
    /channels.json .*0\.created: must be Unix seconds/,
  ],
  ['a time that is none', () => zipFile(exportOf([message(1, { ts: '-1' })])), /0\.ts: must be seconds/],
  [
    'text that is not UTF-8',
    () => zipFile([...GOOD, entry('general/2020-09-14.json', Buffer.from([0x5b, 0xff, 0x5d]))]),
    /2020-09-14.json is not valid JSON/,
  ],
  ['damaged bytes', corrupted, /2020-09-13.json (cannot be unpacked|is not valid JSON)/],
  [
    'a path that climbs out',
    () => zipFile([...GOOD, entry('../evil.json', '[]')]),
    /not safe to read.*\.\.\/evil.json/,
  ],
  [
    'a path that climbs out inside',
    () => zipFile([...GOOD, entry('general/../../evil.json', '[]')]),
    /not safe to read/,
  ],
  ['an absolute path', () => zipFile([...GOOD, entry('/etc/evil.json', '[]')]), /not safe to read/],
  ['a bomb', () => zipFile([...GOOD, entry('general/2020-09-14.json', ' '.repeat(8 * MEBIBYTE))]), /zip bomb/],
  [
    'a bomb that lies about its size',
    () => zipFile([...GOOD, entry('general/2020-09-14.json', ' '.repeat(8 * MEBIBYTE), { declaredSize: 10 })]),
    /2020-09-14.json cannot be unpacked/,
  ],
  [
    'a huge declared size',
    () => zipFile([...GOOD, entry('general/2020-09-14.json', '[]', { declaredSize: 0xfffffffe })]),
    /2020-09-14.json is 4096 MiB; at most 64 MiB/,
  ],
  ['entries that overlap', () => file(overlapping()), /overlap/],
])('%s is refused and changes nothing', async (_, make, complaint) => {
  const { prisma } = await migratedDatabase(await temporaryUrl());
  const result = await importFile(prisma, await make()).catch((error: unknown) => error);
  expect(result).toBeInstanceOf(ImportError);
  expect(String((result as Error).message)).toMatch(complaint);
  expect([await prisma.room.count(), await prisma.user.count(), await prisma.message.count()]).toEqual([0, 0, 0]);
});

test('an export that was unpacked and zipped again, with its folder and litter, is imported', async () => {
  const { prisma } = await migratedDatabase(await temporaryUrl());
  const entries = GOOD.map(({ name, content }) => ({ name: `My Export/${name}`, content }));
  const litter = [entry('__MACOSX/My Export/._users.json', 'x'), entry('My Export/.DS_Store', 'x')];
  const report = await importFile(prisma, await zipFile([...entries, ...litter]));
  expect(report.messages).toBe(1);
});
