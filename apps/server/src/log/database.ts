import { setFlagsFromString } from 'node:v8';
import { PrismaClient } from '#prisma/sqlite';
import { SqliteAdapter } from './sqlite-adapter.ts';

// Prisma's query compiler is WebAssembly. A start asks it often enough that V8 takes it for hot code and optimises it, which
// costs as much CPU as half of the start, at the moment when everybody comes back, and 50 MB. With more patience (the
// default is 1.8 million) V8 still does so in a server that has such work for long.
setFlagsFromString('--wasm-tiering-budget=30000000');

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
