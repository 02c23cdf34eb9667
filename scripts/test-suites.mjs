import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { ROOT } from './root.mjs';
import { run } from './run.mjs';
import { readPlaywright, readVitest } from './test-count.mjs';

/**
 * Unit and integration tests of all workspaces.
 * @param {string[]} [filters] parts of file names, to run only those
 * @returns {Promise<import('./test-count.mjs').Count>}
 */
export async function runVitest(filters = []) {
  const report = freshReport('vitest.json');
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  // A filter may be about files of the other suite alone: whoever adds up the counts sees where none fits.
  const none = filters.length > 0 ? ['--passWithNoTests'] : [];
  const args = [vitest, 'run', ...reporters, ...none, ...filters];
  const exitCode = await run('vitest', process.execPath, args, { check: false });
  return withExitCode(readVitest(report), exitCode);
}

/**
 * End-to-end tests in a browser, against the built server.
 * @param {string[]} [filters] parts of file names, to run only those
 * @returns {Promise<import('./test-count.mjs').Count>}
 */
export async function runPlaywright(filters = []) {
  const report = freshReport('playwright.json');
  const chromium = await ensureBrowser(console.log);
  const playwright = join(ROOT, 'node_modules/@playwright/test/cli.js');
  const none = filters.length > 0 ? ['--pass-with-no-tests'] : [];
  const args = ['test', '--config=e2e/playwright.config.ts', '--reporter=list,json', ...none, ...filters];
  const exitCode = await run('playwright', process.execPath, [playwright, ...args], {
    check: false,
    env: { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  return withExitCode(readPlaywright(report), exitCode);
}

function freshReport(name) {
  const file = join(ROOT, 'node_modules/.confab', name);
  rmSync(file, { force: true });
  return file;
}

/** A runner may fail for more than its tests (an unhandled error, a crash): that is a failure too. */
function withExitCode(count, exitCode) {
  return exitCode !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}
