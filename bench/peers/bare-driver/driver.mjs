// The database alone: rows of Confab's own table, with its indexes, through a prepared insert of the driver that Confab
// uses, in transactions of a given size, each synced to the disk. Prints rows a second.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';

const [file, schema, batch, seconds] = process.argv.slice(2);
const database = new Database(file);
// As in apps/server/src/log/sqlite-adapter.ts.
for (const setting of [
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'cache_size = -65536',
  'temp_store = MEMORY',
  'mmap_size = 268435456',
  'wal_autocheckpoint = 4000',
]) {
  database.pragma(setting);
}
database.exec(readFileSync(schema, 'utf8'));
database.exec(`
  INSERT INTO "User" ("id", "name", "kind") VALUES ('author', 'Author', 'guest');
  INSERT INTO "Room" ("id", "slug", "name") VALUES ('room', 'room', 'room');
`);
const insert = database.prepare(`
  INSERT INTO "Message" ("id", "roomId", "seq", "rev", "authorId", "body", "fingerprint", "at")
  VALUES (?, 'room', ?, ?, 'author', ?, ?, ?)`);
const body = 'x'.repeat(150);
let seq = 0;
const commit = database.transaction(() => {
  for (let i = 0; i < Number(batch); i += 1) {
    seq += 1;
    insert.run(randomUUID(), seq, seq, body, 'fingerprint-of-the-body', Date.now());
  }
});

const until = (ms) => {
  const started = performance.now();
  while (performance.now() - started < ms) commit();
  return (performance.now() - started) / 1000;
};
until(500);
const before = seq;
const took = until(Number(seconds) * 1000);
console.log((seq - before) / took);
