import { PrismaClient } from '#prisma/sqlite';
import { SqliteAdapter } from './sqlite-adapter.ts';

/** An open database. */
export interface Database {
  prisma: PrismaClient;
  close(): Promise<void>;
}

/**
 * Opens a database whose migrations are applied (see migrate.ts). One connection: whatever runs while an interactive
 * transaction is open takes part in it.
 * @param url `file:` and an absolute path
 * @throws where the file cannot be opened or is no SQLite database
 */
export async function openDatabase(url: string): Promise<Database> {
  const prisma = new PrismaClient({ adapter: new SqliteAdapter(url), log: [] });
  await prisma.$connect();
  return { prisma, close: () => prisma.$disconnect() };
}
