import './require-node.mjs';
import { CommandFailed } from './run.mjs';
import { setUp } from './setup.mjs';

try {
  await setUp();
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  console.error(`\n${error.message}. Its own output is above; run npm start again to go on from here.`);
  process.exit(error.exitCode);
}

// In this process, not a child: npm passes SIGTERM and Ctrl+C to nobody else, and the server drains on them.
process.setSourceMapsEnabled(true);
await import('../apps/server/dist/main.js');
