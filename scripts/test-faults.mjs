// npm run test:faults [-- [--seed=n] part of a scenario's name …]
import './require-node.mjs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { CommandFailed, run } from './run.mjs';
import { setUp } from './setup.mjs';

try {
  await setUp();
  const main = join(ROOT, 'faults/src/main.ts');
  const args = ['--conditions=source', '--import', 'tsx', main, ...process.argv.slice(2)];
  process.exitCode = await run('faults', process.execPath, args, { check: false });
} catch (error) {
  console.error(`\n${error instanceof CommandFailed ? error.message : error.stack}`);
  process.exitCode = 1;
}
