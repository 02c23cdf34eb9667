import { parseArgs } from 'node:util';
import { runScenario } from './run-scenario.ts';
import { awayFor, awayForMessages, reloads } from './scenarios/absences.ts';
import { clockJumps } from './scenarios/clock-jumps.ts';
import { databaseLocked, databaseReadOnly, diskFull, syncFails } from './scenarios/database-faults.ts';
import {
  acksSwallowed,
  cutInMidFrame,
  delayed,
  frozen,
  frozenForGood,
  reset,
  sliced,
} from './scenarios/network-faults.ts';
import { restoredBackup } from './scenarios/restored-backup.ts';
import { drained, killed, stopped } from './scenarios/server-faults.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' } } });
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 32));
for (const s of [
  killed(3),
  drained(3),
  stopped(10_000),
  acksSwallowed(3),
  reset(3),
  frozen(8000),
  frozenForGood(),
  cutInMidFrame(3),
  delayed(5000),
  sliced(5000),
  awayFor(20_000),
  awayForMessages(10_000),
  reloads(3),
  databaseLocked(10_000),
  diskFull(8000),
  databaseReadOnly(8000),
  syncFails(8000),
  clockJumps(),
  restoredBackup(2),
]) {
  if (positionals.length && !positionals.some((p) => s.name.includes(p))) continue;
  const o = await runScenario(s, seed);
  console.log(JSON.stringify({ ...o, log: undefined, violations: o.violations.length }));
  const by = new Map<string, string[]>();
  for (const v of o.violations) by.set(v.name, [...(by.get(v.name) ?? []), v.detail]);
  for (const [n, d] of by) console.log('   ', n, d.length, d.slice(0, 4));
  if (o.log) console.log(o.log.slice(-1500));
}
process.exit(0);
