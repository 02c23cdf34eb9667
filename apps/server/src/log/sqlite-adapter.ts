import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { SQLITE_SETTINGS } from './sqlite-settings.ts';

/** A connection to the database, below Prisma's client. */
export type SqliteConnection = Awaited<ReturnType<PrismaBetterSqlite3['connect']>>;

/** Prisma's adapter for SQLite, with Confab's settings on the connection that Prisma then uses. */
export class SqliteAdapter extends PrismaBetterSqlite3 {
  /** @param url `file:` and a path whose folder exists */
  constructor(url: string) {
    super({ url });
  }

  override async connect(): Promise<SqliteConnection> {
    const connection = await super.connect();
    try {
      await connection.executeScript(SQLITE_SETTINGS);
    } catch (error) {
      await connection.dispose();
      throw error;
    }
    return connection;
  }
}
