import Sqlite from 'better-sqlite3';
import { databasePath } from './database-path.ts';
import { insertStatement, type RowInsert, type RowSql, type SqlValue } from './raw-sql.ts';
import { SQLITE_SETTINGS } from './sqlite-settings.ts';

/**
 * A connection below Prisma, for the few statements that every message or every arrival asks: each is prepared once, and
 * answers at once. The same statement through Prisma's client costs some hundred µs more (docs/adr/0012).
 */
export class PreparedSqlite implements RowSql {
  private readonly database: Sqlite.Database;
  // A template's strings are one array for each place in the code, so the map is as small as the code.
  private readonly statements = new Map<TemplateStringsArray | RowInsert | string, Sqlite.Statement>();

  /**
   * @param url `file:` and an absolute path, of a database whose migrations are applied
   * @throws where the file cannot be opened or is no SQLite database
   */
  constructor(url: string) {
    this.database = new Sqlite(databasePath(url));
    try {
      this.database.exec(SQLITE_SETTINGS);
    } catch (error) {
      this.database.close();
      throw error;
    }
  }

  $queryRaw<T>(sql: TemplateStringsArray, ...parameters: unknown[]): T {
    return this.prepared(sql, () => sql.join('?')).all(...parameters) as T;
  }

  /** The rows of a statement whose text is a constant of the code: each one is kept. */
  rows<T>(sql: string, ...parameters: SqlValue[]): T[] {
    return this.prepared(sql, () => sql).all(...parameters) as T[];
  }

  $executeRaw(sql: TemplateStringsArray, ...parameters: unknown[]): number {
    return this.prepared(sql, () => sql.join('?')).run(...parameters).changes;
  }

  /** One statement a row: cheaper here than JSON, which SQLite would have to read (docs/adr/0012). */
  insertRows(insert: RowInsert, rows: readonly SqlValue[][]): void {
    const statement = this.prepared(insert, () => insertStatement(insert));
    for (const row of rows) statement.run(row);
  }

  /**
   * Runs statements in one transaction; the next one may begin once it has settled. It is on disk when this resolves.
   * Rejects with nothing committed.
   */
  async transaction<T>(run: (sql: RowSql) => Promise<T>): Promise<T> {
    this.database.exec('BEGIN');
    try {
      const result = await run(this);
      this.database.exec('COMMIT');
      return result;
    } catch (error) {
      // SQLite itself has rolled back after some errors (a full disk, a failed write).
      if (this.database.inTransaction) this.database.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.database.close();
  }

  private prepared(place: TemplateStringsArray | RowInsert | string, text: () => string): Sqlite.Statement {
    let statement = this.statements.get(place);
    if (!statement) {
      statement = this.database.prepare(text());
      this.statements.set(place, statement);
    }
    return statement;
  }
}
