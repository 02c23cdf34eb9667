import './require-node.mjs';
import { CommandFailed, run } from './run.mjs';
import { setUp } from './setup.mjs';

try {
  // To stderr: stdout may be the JSON.
  await setUp({ log: console.error });
  await run('the bench', process.execPath, ['--import', 'tsx', 'bench/src/main.ts', ...process.argv.slice(2)]);
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  process.exit(error.exitCode);
}
