import { existsSync } from 'node:fs';
import { ConfigError, loadConfig } from '../config.ts';
import { openDatabase } from '../log/database.ts';
import { databasePath } from '../log/database-path.ts';
import { assertMigrated, MigrationError } from '../log/migrate.ts';
import { migrationsFolder } from '../log/migrations-folder.ts';
import { AdminError } from './admin-error.ts';
import { changeRole } from './change-role.ts';
import { createResetLink } from './create-reset-link.ts';

const USAGE = `Usage:
  npm run admin -- reset EMAIL                     prints a link that sets a new password, once, within an hour
  npm run admin -- role EMAIL owner|admin|member   changes what somebody may do on the server`;

/** Runs what the command line asks for, beside the server or without it; the exit code is 1 where that failed. */
async function main([command, email, ...rest]: string[]): Promise<string> {
  if (email === undefined) throw new AdminError(USAGE);
  const config = loadConfig(process.env);
  if (!existsSync(databasePath(config.databaseUrl))) {
    throw new AdminError(
      `There is no database at ${databasePath(config.databaseUrl)}: start the server once, or set DATA_DIR.`,
    );
  }
  await assertMigrated(config.databaseUrl, migrationsFolder());
  const database = await openDatabase(config.databaseUrl);
  try {
    if (command === 'reset' && rest.length === 0) return await createResetLink(database.prisma, email, config);
    if (command === 'role' && rest.length === 1) return await changeRole(database.prisma, email, rest[0] ?? '');
    throw new AdminError(USAGE);
  } finally {
    await database.close();
  }
}

/** Errors that say themselves what to do; a stack would only hide it. */
const SPEAKING = [AdminError, ConfigError, MigrationError];

try {
  console.log(await main(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error && SPEAKING.some((kind) => error instanceof kind) ? error.message : error);
  process.exitCode = 1;
}
