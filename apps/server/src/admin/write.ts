import type { PrismaClient } from '#prisma/sqlite';
import { takeWriteLock } from '../log/batch-sql.ts';
import { type DirectoryOperation, writeDirectory } from '../log/directory-sql.ts';
import { AdminError } from './admin-error.ts';

/**
 * Writes one operation, also while the server runs: SQLite lets one transaction write at a time, and both wait for the
 * other's. What the server holds in memory is not touched by the operations of this program, but for roles: see
 * `ServerRoles.look`.
 */
export async function write(prisma: PrismaClient, operation: DirectoryOperation): Promise<void> {
  const [outcome] = await prisma.$transaction(async (tx) => {
    await takeWriteLock(tx);
    return writeDirectory(tx, [operation]);
  });
  if (outcome && !outcome.ok) throw new AdminError(`That did not work: ${outcome.reason}.`);
}
