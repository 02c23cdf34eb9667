import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The checkout's folder of SQLite migrations. Looked for upwards from here, because the built program lies less deep
 * than this source.
 */
export function migrationsFolder(): string {
  let folder = import.meta.dirname;
  for (;;) {
    const candidate = join(folder, 'prisma/migrations/sqlite');
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) throw new Error('prisma/migrations/sqlite is missing: the checkout is not whole');
    folder = dirname(folder);
  }
}
