import Sqlite from 'better-sqlite3';
import { databasePath } from '../database-path.ts';

/** Opens the database beside the one connection that writes: what is read is what was committed. */
export function openLogForReading(databaseUrl: string): Sqlite.Database {
  const log = new Sqlite(databasePath(databaseUrl), { readonly: true, fileMustExist: true });
  log.exec('PRAGMA busy_timeout = 5000; PRAGMA mmap_size = 268435456;');
  return log;
}
