import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from './fingerprint.mjs';
import { packagesMatchLock } from './installed.mjs';
import { ROOT } from './root.mjs';
import { run } from './run.mjs';
import { readStamp, stamp, unstamp } from './stamp.mjs';
import { turboRun } from './turbo.mjs';

const NODE_ABI = `${process.platform}-${process.arch}-${process.versions.modules}`;

/**
 * What stands between a fresh clone and a running server, in order. A step is done when its fingerprint is the stamped
 * one and its results exist, or when `isDone` finds that somebody else did it. `doing` is what the user reads meanwhile.
 */
const STEPS = {
  install: {
    doing: 'Installing packages from the lock file',
    // Native packages are compiled or picked for one Node.
    print: () => `${NODE_ABI} ${fingerprint(['package-lock.json'])}`,
    isDone: (stamped) => (stamped ?? NODE_ABI).startsWith(NODE_ABI) && packagesMatchLock(),
    results: ['node_modules/turbo/package.json'],
    act: installPackages,
  },
  generate: {
    doing: 'Generating the database client',
    print: () => fingerprint(['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json']),
    results: ['apps/server/generated/sqlite/client.ts'],
    act: () => turboRun('Generating the database client', ['//#generate']),
  },
  build: {
    doing: 'Building',
    print: () => fingerprint(['apps', 'packages', 'prisma', 'package-lock.json', 'tsconfig.base.json', 'turbo.json']),
    results: ['apps/server/dist/main.js', 'apps/web/dist/index.html', 'packages/client/dist/index.js'],
    act: () => turboRun('Building', ['build']),
  },
};

/**
 * Does what of the set-up isn't done yet. Quiet and quick (tens of milliseconds) when that is nothing. The steps after
 * one that fails are not tried.
 *
 * @param {{log?: (line: string) => void, steps?: Array<keyof typeof STEPS>}} [options] `log` gets one line when a step
 *   starts and one when it ends; `steps` defaults to all, always in their order
 * @throws {import('./run.mjs').CommandFailed}
 */
export async function setUp({ log = console.log, steps = ['install', 'generate', 'build'] } = {}) {
  for (const name of steps) {
    const { doing, print, results, isDone, act } = STEPS[name];
    const before = print();
    const stamped = readStamp(name);
    if (stamped === before && results.every((path) => existsSync(join(ROOT, path)))) continue;
    if (isDone?.(stamped)) {
      stamp(name, before);
      continue;
    }

    log(`${doing} …`);
    const started = performance.now();
    unstamp(name);
    await act();
    stamp(name, before);
    log(`${doing}: done in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
}

async function installPackages() {
  // The npm that started us, where one did; `--include=dev`: the build needs them, whatever NODE_ENV says.
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  if (npm?.endsWith('.js')) await run('npm ci', process.execPath, [npm, ...args]);
  else await run('npm ci', 'npm', args);
}
