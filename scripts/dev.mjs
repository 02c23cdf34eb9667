import './require-node.mjs';
import { CommandFailed, run } from './run.mjs';
import { setUp } from './setup.mjs';
import { TURBO_COMMAND, TURBO_ENV } from './turbo.mjs';

try {
  await setUp({ steps: ['install', 'generate'] });
  const [node, turbo] = TURBO_COMMAND;
  await run('turbo dev', node, [turbo, 'run', 'dev', '--output-logs=new-only', '--ui=stream'], { env: TURBO_ENV });
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  console.error(`\n${error.message}`);
  process.exit(error.exitCode);
}
