import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeMachine } from '../src/machine.ts';
import type { Result } from './measurement.ts';
import { MEASUREMENTS } from './measurements.ts';
import { type Options, readOptions } from './options.ts';
import { seedData } from './seeded-data.ts';
import { type Rooms, setStage } from './stage.ts';
import { formatResults } from './table.ts';

function roomsFor(quick: boolean): Rooms {
  const share = quick ? 0.1 : 1;
  return {
    million: { name: 'million', messages: 1_000_000 * share },
    long: { name: 'long', messages: 100_000 * share },
    many: Array.from({ length: 12 }, (_, n) => ({ name: `room-${n + 1}`, messages: 5_000 * share })),
  };
}

/** @returns whether every target was reached */
async function run({ only, quick, data: kept, slackExport }: Options, folder: string): Promise<boolean> {
  const rooms = roomsFor(quick);
  const seeds = [rooms.million, rooms.long, ...rooms.many];
  const data = seedData({ rooms: seeds, slackExport, kept, folder });
  const { stage, version, end } = await setStage(data, rooms, { quick, imports: slackExport !== undefined });
  console.log(`${describeMachine()}; Chromium ${version}, headless\n`);
  const results: Result[] = [];
  try {
    for (const { id, run } of MEASUREMENTS.filter(({ id }) => only.includes(id))) {
      console.error(`${id} …`);
      results.push(...(await inTime(run(stage))));
    }
  } finally {
    await end();
  }
  console.log(formatResults(results));
  console.log(`Load at the end ${loadavg()[0]?.toFixed(1)}: beyond the number of cores, others slowed this down.`);
  return results.every(({ passed }) => passed !== false);
}

/** @throws where a measurement takes so long that something must be broken */
function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no result within ${PATIENCE_MS / 60_000} minutes`)), PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

const PATIENCE_MS = 10 * 60_000;
const folder = mkdtempSync(join(tmpdir(), 'confab-bench-web-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
try {
  process.exitCode = (await run(readOptions(process.argv.slice(2)), folder)) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.stack : error);
  process.exitCode = 1;
}
