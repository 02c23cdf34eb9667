import { existsSync, rmSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { databasePath } from '../database-path.ts';

/** Changes with the tables below and with what tokenize() makes of a text: another number means a new index. */
const FORMAT = 2;

/**
 * `posting` is the index, without the texts: `words` by position, and `tags` (tags.ts). Its rowid, a `place`, grows with the
 * time of the message, so that newest first and from-to are its own order (place.ts). `entry` says which message stands at a
 * place, and in which state it was read. `vocabulary` and `part` find the words that hold a text (vocabulary.ts).
 *
 * What FTS5 gathers before it writes (`hashsize`) is bounded by the transaction, not by its megabyte: less to merge later.
 */
const TABLES = `
  CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE room (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL DEFAULT 0,
    messages INTEGER NOT NULL DEFAULT 0);
  CREATE TABLE author (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE);
  CREATE TABLE entry (place INTEGER PRIMARY KEY, room INTEGER NOT NULL, seq INTEGER NOT NULL, state TEXT NOT NULL);
  CREATE UNIQUE INDEX entry_message ON entry (room, seq);
  CREATE VIRTUAL TABLE posting USING fts5(words, tags, content = '', contentless_delete = 1, tokenize = 'ascii',
    prefix = '2 3');
  INSERT INTO posting (posting, rank) VALUES ('hashsize', 8388608);
  CREATE TABLE vocabulary (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);
  CREATE VIRTUAL TABLE part USING fts5(word, content = 'vocabulary', content_rowid = 'id', tokenize = 'trigram',
    detail = none, columnsize = 0);
`;

const PRAGMAS = `
  PRAGMA busy_timeout = 5000;
  PRAGMA cache_size = -32768;
  PRAGMA temp_store = MEMORY;
`;

/** The search's file, beside the database. @param databaseUrl `file:` and an absolute path */
function indexPath(databaseUrl: string): string {
  return databasePath(databaseUrl).replace(/(\.db)?$/, '.search.db');
}

/**
 * Opens the index for writing. One that is missing, of another format, of another life of the database or no database at
 * all is begun anew.
 * @param life see log/life.ts
 */
export function openIndex(databaseUrl: string, life: string): Sqlite.Database {
  const path = indexPath(databaseUrl);
  // Somebody deleted the file, perhaps not its WAL, which belongs to no other.
  if (!existsSync(path)) removeIndex(databaseUrl);
  try {
    const index = open(path);
    if (belongs(index, life)) return index;
    index.close();
  } catch (error) {
    if (!isBroken(error)) throw error;
  }
  removeIndex(databaseUrl);
  const index = open(path);
  index.transaction(() => {
    index.exec(TABLES);
    index.prepare('INSERT INTO about VALUES (?, ?)').run('life', life);
    index.pragma(`user_version = ${FORMAT}`);
  })();
  return index;
}

/** Opens the index for questions. It exists. */
export function openIndexForReading(databaseUrl: string): Sqlite.Database {
  const index = new Sqlite(indexPath(databaseUrl), { readonly: true, fileMustExist: true });
  index.exec(PRAGMAS);
  return index;
}

/** Deletes the index; nothing has it open. It is built again at the next start. */
export function removeIndex(databaseUrl: string): void {
  for (const part of ['', '-wal', '-shm']) rmSync(indexPath(databaseUrl) + part, { force: true });
}

/** Whether an error says that the file is damaged or no database. */
export function isBroken(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
}

function open(path: string): Sqlite.Database {
  const index = new Sqlite(path);
  try {
    // What a power loss takes from the end is read again from the log. A step writes about a thousand pages, many of them
    // those of the step before: a WAL of 16 MB spares writing them twice.
    index.exec(`${PRAGMAS} PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000;`);
    return index;
  } catch (error) {
    index.close();
    throw error;
  }
}

function belongs(index: Sqlite.Database, life: string): boolean {
  if (index.pragma('user_version', { simple: true }) !== FORMAT) return false;
  return index.prepare('SELECT value FROM about WHERE key = ?').pluck().get('life') === life;
}
