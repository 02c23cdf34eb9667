// npm test [-- --no-e2e] [part of a file name …]
import './require-node.mjs';
import { CommandFailed } from './run.mjs';
import { setUp } from './setup.mjs';
import { closingLine, isGood, sum } from './test-count.mjs';
import { runPlaywright, runVitest } from './test-suites.mjs';

const args = process.argv.slice(2);
const filters = args.filter((arg) => !arg.startsWith('-'));
const withBrowser = !args.includes('--no-e2e');

try {
  await setUp();
  const counts = [await runVitest(filters)];
  if (withBrowser) counts.push(await runPlaywright(filters));
  const total = sum(counts);
  console.log(`\n${closingLine(total)}`);
  process.exitCode = isGood(total) ? 0 : 1;
} catch (error) {
  console.error(`\n${error instanceof CommandFailed ? error.message : error.stack}`);
  process.exitCode = 1;
}
