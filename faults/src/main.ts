// npm run test:faults [-- [--seed=n] part of a scenario's name …]
import { parseArgs } from 'node:util';
import { summarize } from './check/violation.ts';
import { keepSeed, readKeptSeeds } from './kept-seeds.ts';
import { isGood, outcomeLines, table } from './report.ts';
import { type Outcome, runScenario } from './run-scenario.ts';
import type { Scenario } from './scenario.ts';
import { ALL } from './scenarios/all.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' } } });
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 32));
const wanted = ALL.filter(({ name }) => positionals.length === 0 || positionals.some((part) => name.includes(part)));
const kept = readKeptSeeds().flatMap((one) => {
  const scenario = wanted.find(({ name }) => name === one.scenario);
  return scenario ? [{ scenario, seed: one.seed }] : [];
});
const runs: { scenario: Scenario; seed: number }[] = [...kept, ...wanted.map((scenario) => ({ scenario, seed }))];

console.log(`Seed ${seed}; ${kept.length} kept seeds first. The same again: npm run test:faults -- --seed=${seed}`);
const outcomes: Outcome[] = [];
for (const run of runs) {
  const outcome = await runScenario(run.scenario, run.seed);
  outcomes.push(outcome);
  for (const line of outcomeLines(outcome)) console.log(line);
  if (!isGood(outcome) && !outcome.missing) {
    keepSeed({ scenario: run.scenario.name, seed: run.seed, showed: summarize(outcome.violations) });
  }
}

console.log();
for (const line of table(outcomes)) console.log(line);
const passed = outcomes.filter(isGood).length;
const failed = outcomes.filter(({ violations }) => violations.length > 0).length;
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
