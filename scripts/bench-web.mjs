import './require-node.mjs';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { ROOT } from './root.mjs';
import { CommandFailed, run } from './run.mjs';
import { setUp } from './setup.mjs';

try {
  await setUp({ log: console.error });
  const env = { CHROMIUM_PATH: await ensureBrowser(console.error) };
  const args = ['--conditions=source', '--import', 'tsx', join(ROOT, 'bench/web/main.ts'), ...process.argv.slice(2)];
  process.exitCode = await run('the bench', process.execPath, args, { check: false, env });
} catch (error) {
  console.error(error instanceof CommandFailed ? error.message : error);
  process.exitCode = 1;
}
