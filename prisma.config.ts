import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineConfig } from 'prisma/config';

const ROOT = import.meta.dirname;

// Prisma's CLI downloads its native engine at install. Where it couldn't, the CLI gets one that comes as a package.
if (!readdirSync(join(ROOT, 'node_modules/@prisma/engines')).some((name) => name.startsWith('schema-engine-'))) {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= join(ROOT, 'prisma/engine/schema-engine.mjs');
}

// The database that the server uses; see loadConfig in apps/server/src/config.ts.
const path = process.env.DATABASE_URL?.replace(/^file:/, '') ?? join(process.env.DATA_DIR ?? 'data', 'confab.db');

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations/sqlite' },
  datasource: { url: `file:${resolve(ROOT, path)}` },
});
