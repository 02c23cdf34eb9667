import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { databasePath } from './database-path.ts';

/** The right to use a database, held by at most one process. */
export interface DataLock {
  /** Gives it back. Again does nothing. */
  release(): void;
}

/** Another process uses the database. */
export class DataInUseError extends Error {
  override readonly name = 'DataInUseError';

  /**
   * @param database the database's path
   * @param pid who holds it, where that could be read
   */
  constructor(
    readonly database: string,
    readonly pid: number | undefined,
  ) {
    super(`Another process${pid === undefined ? '' : ` (pid ${pid})`} uses ${database}: stop it first.`);
  }
}

// SQLite closes a connection that is garbage collected, and with it goes the lock.
const held = new Set<Sqlite.Database>();

/**
 * Takes the right to use a database, or fails at once. The lock is the operating system's, through an open transaction
 * on a tiny SQLite file `<database>.lock`, so a holder that is killed cannot leave it behind. That file stays: deleting
 * it would let two processes hold locks on two files of the same name. `<database>.pid` says who holds it.
 * @param url `file:` and an absolute path; the folder is created
 * @throws DataInUseError
 */
export function lockData(url: string): DataLock {
  const path = databasePath(url);
  mkdirSync(dirname(path), { recursive: true });
  const lock = new Sqlite(`${path}.lock`, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new DataInUseError(path, readPid(`${path}.pid`));
    }
    throw error;
  }
  writeFileSync(`${path}.pid`, `${process.pid}\n`);
  held.add(lock);
  return {
    release() {
      if (!held.delete(lock)) return;
      rmSync(`${path}.pid`, { force: true });
      lock.close();
    },
  };
}

function readPid(file: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || undefined;
  } catch {
    return undefined;
  }
}
