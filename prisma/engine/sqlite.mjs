import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import Sqlite from 'better-sqlite3';

/** Prisma's table of applied migrations, as the native engine creates it. */
export const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;

/** @param {string} url */
export function pathOf(url) {
  return url.replace(/^file:/, '');
}

/** @param {string} url */
export function databaseExists(url) {
  return existsSync(pathOf(url));
}

/** Creates an empty database, and its folder. @returns {string} its name */
export function createDatabase(url) {
  mkdirSync(dirname(pathOf(url)), { recursive: true });
  new Sqlite(pathOf(url)).close();
  return basename(pathOf(url));
}

/** Drops everything in the database. */
export function resetDatabase(url) {
  const database = new Sqlite(pathOf(url));
  database.pragma('foreign_keys = OFF');
  const things = database
    .prepare(`SELECT type, name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'`)
    .all();
  for (const { type, name } of things) database.exec(`DROP ${type} IF EXISTS "${name.replaceAll('"', '""')}"`);
  database.close();
}

/** The driver adapter, in the way that the engine expects one. */
export class EngineAdapter extends PrismaBetterSqlite3 {
  async connect() {
    return acceptScripts(await super.connect());
  }

  async connectToShadowDb() {
    return acceptScripts(await super.connectToShadowDb());
  }
}

// The engine sends whole scripts through executeRaw, which prepares a single statement.
function acceptScripts(connection) {
  const executeOne = connection.executeRaw.bind(connection);
  connection.executeRaw = async (query) => {
    if (query.args.length > 0) return executeOne(query);
    await connection.executeScript(query.sql);
    return 0;
  };
  return connection;
}
