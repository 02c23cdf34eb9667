import { parseArgs } from 'node:util';
import { runScenario } from './run-scenario.ts';
import { drained, killed, stopped } from './scenarios/server-faults.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' } } });
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 32));
for (const s of [killed(3), drained(2), stopped(10_000)]) {
  if (positionals.length && !positionals.some((p) => s.name.includes(p))) continue;
  const o = await runScenario(s, seed);
  console.log(
    o.scenario,
    o.seed,
    o.seconds,
    o.sends,
    o.acks,
    o.resumes,
    o.complete,
    o.violations.length,
    o.violations.slice(0, 12),
    o.log,
  );
}
