import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';

/** A connection to the database, below Prisma's client. */
export type SqliteConnection = Awaited<ReturnType<PrismaBetterSqlite3['connect']>>;

const PRAGMAS = `
  PRAGMA busy_timeout = 5000;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA cache_size = -65536;
  PRAGMA temp_store = MEMORY;
  PRAGMA mmap_size = 268435456;
  PRAGMA wal_autocheckpoint = 4000;
`;

/**
 * Prisma's adapter for SQLite with the settings that Confab relies on. Most of them belong to a connection, not to
 * the file, so they are set here, on the one that Prisma then uses.
 *
 * `wal_autocheckpoint`, in pages of 4 KiB: index pages change with nearly every commit, and are copied into the database
 * once a checkpoint.
 *
 * `synchronous = FULL` makes a commit in WAL mode survive a power loss; NORMAL only survives the end of the process (G1).
 */
export class SqliteAdapter extends PrismaBetterSqlite3 {
  /** @param url `file:` and a path whose folder exists */
  constructor(url: string) {
    super({ url });
  }

  override async connect(): Promise<SqliteConnection> {
    const connection = await super.connect();
    try {
      await connection.executeScript(PRAGMAS);
    } catch (error) {
      await connection.dispose();
      throw error;
    }
    return connection;
  }
}
