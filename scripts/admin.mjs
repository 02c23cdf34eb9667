import './require-node.mjs';
import { CommandFailed } from './run.mjs';
import { setUp } from './setup.mjs';

try {
  await setUp();
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  console.error(`\n${error.message}. Its own output is above; run the same command again to go on from here.`);
  process.exit(error.exitCode);
}

process.setSourceMapsEnabled(true);
await import('../apps/server/dist/admin.js');
