// npm run check: everything that has to hold before a change goes in. A failing step doesn't stop the others.
import './require-node.mjs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { run } from './run.mjs';
import { setUp } from './setup.mjs';
import { turboRun } from './turbo.mjs';

try {
  await setUp();
} catch (error) {
  console.error(`\n${error.message}, so nothing could be checked.`);
  process.exit(1);
}

// Only now: these need the packages that the set-up installs.
const { checkBoundaries } = await import('./boundaries.mjs');
const { checkBundleBudget } = await import('./bundle-budget.mjs');
const { closingLine, isGood, sum } = await import('./test-count.mjs');
const { runPlaywright, runVitest } = await import('./test-suites.mjs');

const script = (path) => join(ROOT, 'node_modules', path);
/** Biome colours a log file too. */
const COLOURS = process.stdout.isTTY ? [] : ['--colors=off'];
const counts = [];

/** Name → work. A step fails by throwing, or by returning false. */
const STEPS = {
  'format and lint': () =>
    run('biome', process.execPath, [script('@biomejs/biome/bin/biome'), 'ci', '--error-on-warnings', ...COLOURS]),
  types: () => turboRun('tsc', ['types', '--continue']),
  'import boundaries': async () => report(checkBoundaries()),
  'dead code': () => run('knip', process.execPath, [script('knip/bin/knip.js')]),
  'bundle budget': async () => report(await checkBundleBudget()),
  'unit and integration tests': () => tests(runVitest),
  'end-to-end tests': () => tests(runPlaywright),
};

const results = [];
for (const [name, work] of Object.entries(STEPS)) {
  console.log(`\n— ${name}`);
  const started = performance.now();
  const ok = await work().then((answer) => answer !== false, showFailure);
  results.push({ name, ok, seconds: (performance.now() - started) / 1000 });
}

console.log();
for (const { name, ok, seconds } of results) {
  console.log(`${ok ? 'passed' : 'FAILED'}  ${name.padEnd(27)} ${seconds.toFixed(1).padStart(6)} s`);
}
const total = sum(counts);
console.log(`\n${closingLine(total)}`);
process.exitCode = isGood(total) && results.every(({ ok }) => ok) ? 0 : 1;

async function tests(suite) {
  const count = await suite();
  counts.push(count);
  return isGood(count);
}

async function report({ lines, ok }) {
  for (const line of lines) console.log(line);
  return ok;
}

function showFailure(error) {
  console.error(error.message);
  return false;
}
