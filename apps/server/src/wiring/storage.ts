import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { AccountDirectory } from '../log/account-directory.ts';
import { AuditLog } from '../log/audit-log.ts';
import { lockData } from '../log/data-lock.ts';
import { openDatabase } from '../log/database.ts';
import { Directory } from '../log/directory.ts';
import { FileDirectory } from '../log/file-directory.ts';
import { InviteDirectory } from '../log/invite-directory.ts';
import { openLife } from '../log/life.ts';
import { migrate } from '../log/migrate.ts';
import { migrationsFolder } from '../log/migrations-folder.ts';
import { ModerationRecords } from '../log/moderation-records.ts';
import { PeopleDirectory } from '../log/people-directory.ts';
import { PreparedSqlite } from '../log/prepared-sqlite.ts';
import { LogReader } from '../log/read.ts';
import { LogSearch } from '../log/search/log-search.ts';
import { ThreadReader } from '../log/thread-reader.ts';
import { Writer } from '../log/writer.ts';
import type { Logger } from '../logger.ts';

/** What is read and written: the database, its writer's thread, the search. Close it last. */
export type Storage = Awaited<ReturnType<typeof openStorage>>;

/**
 * Opens the data of a server: takes its lock, migrates, starts the threads that write and search.
 * @throws where another server has the data, or the database cannot be opened or migrated
 */
export async function openStorage(config: Config, log: Logger, clock: Clock) {
  const lock = lockData(config.databaseUrl);
  try {
    const { applied } = await migrate(config.databaseUrl, migrationsFolder());
    if (applied.length > 0) log.info({ applied }, 'the database has been migrated');
    const database = await openDatabase(config.databaseUrl);
    const life = await openLife(database.prisma, config.databaseUrl);
    const prepared = new PreparedSqlite(config.databaseUrl);
    const writer = new Writer(config.databaseUrl);
    writer.start();
    const search = new LogSearch({
      databaseUrl: config.databaseUrl,
      life: life.id,
      clock,
      onFailed: (error) => log.warn({ err: error }, 'the search failed and is being mended'),
    });
    search.start();
    return {
      life,
      writer,
      directory: new Directory(database.prisma, prepared),
      accounts: new AccountDirectory(database.prisma),
      invites: new InviteDirectory(database.prisma),
      peopleDirectory: new PeopleDirectory(database.prisma),
      reader: new LogReader(prepared),
      files: new FileDirectory(database.prisma),
      threads: new ThreadReader(database.prisma),
      search,
      records: new ModerationRecords(database.prisma),
      auditLog: new AuditLog(database.prisma),
      async close() {
        await search.close();
        await writer.close();
        await life.close();
        prepared.close();
        await database.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
