import './require-node.mjs';
import { CommandFailed, run } from './run.mjs';
import { setUp } from './setup.mjs';

try {
  // To stderr: stdout may be the JSON.
  await setUp({ log: console.error });
  const [first, ...rest] = process.argv.slice(2);
  const [program, args] = first === 'search' ? ['search/main.ts', rest] : ['main.ts', process.argv.slice(2)];
  await run('the bench', process.execPath, ['--import', 'tsx', `bench/src/${program}`, ...args]);
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  process.exit(error.exitCode);
}
