import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { run } from './run.mjs';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The Chromium that the end-to-end tests run in: `CHROMIUM_PATH`, Playwright's own, or an installed one.
 *
 * @returns {string | undefined} its path, undefined where there is none
 * @throws where CHROMIUM_PATH names a file that doesn't exist
 */
export function findBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist`);
  return named || [playwrightsOwn(), ...INSTALLED].find((path) => existsSync(path));
}

/**
 * Finds a browser, or installs one: Debian's own where we may (it brings the libraries that it needs), else Playwright's.
 *
 * @param {(line: string) => void} log told about each attempt
 * @returns {Promise<string>} its path
 * @throws where none could be had, saying what to do
 */
export async function ensureBrowser(log) {
  const found = findBrowser();
  if (found) return found;

  if (process.getuid?.() === 0 && isDebian()) {
    log('No Chromium found: apt-get installs it …');
    await installWithApt();
    const packaged = findBrowser();
    if (packaged) return packaged;
  }

  log('No Chromium found: Playwright downloads its own …');
  const playwright = join(ROOT, 'node_modules/@playwright/test/cli.js');
  await run('playwright install', process.execPath, [playwright, 'install', 'chromium'], { check: false });
  const downloaded = findBrowser();
  if (downloaded) return downloaded;

  throw new Error(
    'The end-to-end tests need Chromium and none could be installed. Install Chromium or Chrome, or name one with ' +
      'CHROMIUM_PATH=/path/to/chromium; `npm test -- --no-e2e` does without.',
  );
}

/** Where Playwright keeps, or would keep, its Chromium. */
function playwrightsOwn() {
  const require = createRequire(join(ROOT, 'e2e/package.json'));
  return require('@playwright/test').chromium.executablePath();
}

/** Debian itself: Ubuntu's package of the same name is a stub that wants snap. */
function isDebian() {
  const release = '/etc/os-release';
  return existsSync(release) && /^ID=debian$/m.test(readFileSync(release, 'utf8'));
}

async function installWithApt() {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  // Another apt-get (a machine that is just being set up) may hold the lock for a while.
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  await run('apt-get update', 'apt-get', [...wait, 'update', '-q'], { env, check: false });
  const install = [...wait, 'install', '-y', '-q', '--no-install-recommends', 'chromium'];
  await run('apt-get install', 'apt-get', install, { env, check: false });
}
