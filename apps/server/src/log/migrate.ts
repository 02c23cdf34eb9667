import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { databasePath } from './database-path.ts';
import { SqliteAdapter, type SqliteConnection } from './sqlite-adapter.ts';

/** The database cannot be brought to this version's schema. Nothing of the migration that failed was kept. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

interface Migration {
  name: string;
  script: string;
}

interface AppliedMigration {
  name: string;
  checksum: string;
  finished: boolean;
}

// Prisma's own table, word for word, so that `prisma migrate status` and `deploy` go on from where the server stopped.
const TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;

/**
 * Brings a database to this version's schema, in the way of `prisma migrate deploy` but without its CLI. Creates the
 * file and its folder. Each migration runs in a transaction of its own, so one that fails leaves nothing behind and is
 * tried again next time. The caller holds the data lock.
 * @param url `file:` and an absolute path
 * @param folder such as prisma/migrations/sqlite
 * @returns the names of the migrations that were pending, in their order
 * @throws MigrationError with what to do about it
 */
export async function migrate(url: string, folder: string): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(folder);
  await mkdir(dirname(databasePath(url)), { recursive: true });
  const connection = await connect(url);
  try {
    const pending = await findPending(connection, migrations);
    await connection.executeScript(TABLE);
    for (const migration of pending) await apply(connection, migration);
    return { applied: pending.map(({ name }) => name) };
  } finally {
    await connection.dispose();
  }
}

/**
 * Makes sure that a database has this version's schema, for a program that may run beside a server and changes none.
 * @param url `file:` and an absolute path
 * @param folder such as prisma/migrations/sqlite
 * @throws MigrationError with what to do about it
 */
export async function assertMigrated(url: string, folder: string): Promise<void> {
  const migrations = await readMigrations(folder);
  const connection = await connect(url);
  try {
    const [pending] = await findPending(connection, migrations);
    if (!pending) return;
    throw new MigrationError(
      'This database is older than this Confab: start the server once, which brings it up to date.',
    );
  } finally {
    await connection.dispose();
  }
}

async function findPending(connection: SqliteConnection, migrations: readonly Migration[]): Promise<Migration[]> {
  const known = await readApplied(connection);
  for (const row of known) assertUnchanged(row, migrations);
  return migrations.filter(({ name }) => !known.some((row) => row.name === name));
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(
    names.sort().map(async (name) => ({ name, script: await readFile(join(folder, name, 'migration.sql'), 'utf8') })),
  );
}

async function connect(url: string): Promise<SqliteConnection> {
  try {
    return await new SqliteAdapter(url).connect();
  } catch (error) {
    throw new MigrationError(`The database ${databasePath(url)} cannot be opened: ${reason(error)}`, { cause: error });
  }
}

async function readApplied(connection: SqliteConnection): Promise<AppliedMigration[]> {
  const tables = await query(
    connection,
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
  );
  if (tables.length === 0) return [];
  if (!tables.some(([name]) => name === '_prisma_migrations')) {
    throw new MigrationError('The database holds tables but no record of migrations: it is not a database of Confab.');
  }
  const rows = await query(
    connection,
    `SELECT migration_name, checksum, finished_at IS NOT NULL FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  return rows.map(([name, checksum, finished]) => ({
    name: String(name),
    checksum: String(checksum),
    finished: Number(finished) === 1,
  }));
}

function assertUnchanged(row: AppliedMigration, migrations: readonly Migration[]): void {
  if (!row.finished) {
    throw new MigrationError(
      `The migration ${row.name} failed earlier. Repair the database, then tell Prisma: ` +
        `npx prisma migrate resolve --applied ${row.name} (or --rolled-back).`,
    );
  }
  const migration = migrations.find(({ name }) => name === row.name);
  if (!migration) {
    throw new MigrationError(
      `A newer Confab wrote this database: it holds the migration ${row.name}, which this version does not know. ` +
        'Start the newer version, or restore a backup from before the update.',
    );
  }
  if (!checksums(migration.script).includes(row.checksum)) {
    throw new MigrationError(
      `The migration ${row.name} was changed after it was applied. Restore its file; a change needs a new migration.`,
    );
  }
}

/**
 * Foreign keys are off while a migration runs, as SQLite's manual asks: Prisma changes a table by dropping it after a
 * copy, and with them on that would delete every row that refers to it. The pragma does nothing inside a transaction,
 * so it comes before, and the rows are checked before the commit instead.
 */
async function apply(connection: SqliteConnection, { name, script }: Migration): Promise<void> {
  const started = new Date();
  await connection.executeScript('PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE;');
  try {
    await connection.executeScript(script);
    const broken = await query(connection, 'PRAGMA foreign_key_check');
    if (broken.length > 0) throw new Error(`rows of ${String(broken[0]?.[0])} refer to rows that are gone`);
    await connection.executeRaw({
      sql: `INSERT INTO _prisma_migrations
              (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES (?, ?, ?, ?, ?, 1)`,
      args: [randomUUID(), sha256(script), name, prismaTime(started), prismaTime(new Date())],
      argTypes: Array.from({ length: 5 }, () => ({ scalarType: 'string', arity: 'scalar' }) as const),
    });
    await connection.executeScript('COMMIT; PRAGMA foreign_keys = ON;');
  } catch (error) {
    await rollBack(connection);
    throw new MigrationError(`The migration ${name} failed: ${reason(error)}`, { cause: error });
  }
}

// After some errors, such as a full disk, SQLite has rolled back already and says that there is no transaction.
async function rollBack(connection: SqliteConnection): Promise<void> {
  try {
    await connection.executeScript('ROLLBACK');
  } catch {}
}

async function query(connection: SqliteConnection, sql: string): Promise<unknown[][]> {
  return (await connection.queryRaw({ sql, args: [], argTypes: [] })).rows;
}

// As Prisma does: a checkout with other line endings is the same migration.
function checksums(script: string): string[] {
  const unix = script.replaceAll('\r\n', '\n');
  return [sha256(unix), sha256(unix.replaceAll('\n', '\r\n')), sha256(script)];
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

// The form in which Prisma's SQLite adapter stores times.
function prismaTime(time: Date): string {
  return time.toISOString().replace('Z', '+00:00');
}

// The adapter wraps what SQLite said.
function reason(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (typeof cause === 'object' && cause !== null && 'originalMessage' in cause) return String(cause.originalMessage);
  return error instanceof Error ? error.message : String(error);
}
