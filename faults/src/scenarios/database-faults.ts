import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { failingDisk, smallDisk } from '../places.ts';
import type { Scenario } from '../scenario.ts';
import type { World } from '../world.ts';

const BETWEEN = 150;
/** SQLite itself waits 5 s for a lock. */
const REFUSED_MS = 15_000;
const READ_MS = 3_000;
const HEALED_MS = 20_000;

/** Another process holds the database's write lock. */
export function databaseLocked(ms: number): Scenario {
  return {
    name: `database locked ${ms / 1_000} s`,
    async run(world) {
      const other = new Database(world.server.database);
      const begin = () => other.exec('BEGIN IMMEDIATE');
      await whileWritesFail(world, ms, begin, () => other.exec('ROLLBACK'), ms > 5_000);
      other.close();
    },
  };
}

/** The disk has no room left for so long. */
export function diskFull(ms: number): Scenario {
  return onDisk(`disk full ${ms / 1_000} s`, ms, smallDisk);
}

/** The database can be read only for so long. */
export function databaseReadOnly(ms: number): Scenario {
  return onDisk(`database read-only ${ms / 1_000} s`, ms, () => failingDisk('readonly'));
}

/** For so long nothing that is written gets to the disk, and the system says so. */
export function syncFails(ms: number): Scenario {
  return onDisk(`fsync fails ${ms / 1_000} s`, ms, () => failingDisk('fsync'));
}

function onDisk(name: string, ms: number, prepare: NonNullable<Scenario['prepare']>): Scenario {
  return { name, prepare, run: (world, { begin, end }) => whileWritesFail(world, ms, begin, end, true) };
}

/** Writes are refused, reads go on, and when the fault is over all is well without anybody's help. */
async function whileWritesFail(
  world: World,
  ms: number,
  begin: () => unknown,
  end: () => unknown,
  refuses: boolean,
): Promise<void> {
  const { tally } = world.recorder;
  await world.acks(BETWEEN);
  const before = tally.unavailable;
  await begin();
  const over = pause(ms);
  if (refuses)
    await world.within(
      () => 'no write was refused',
      () => tally.unavailable > before,
      REFUSED_MS,
    );
  await readsGoOn(world);
  await over;
  await end();
  await world.acks(BETWEEN, HEALED_MS);
  await world.live();
  world.remark = `${tally.unavailable} × unavailable`;
}

/** History, search and opening a room need no write. */
async function readsGoOn(world: World): Promise<void> {
  const [reader] = world.people;
  const [room] = reader?.rooms ?? [];
  if (!reader || !room) throw new Error('nobody is there');
  let done = false;
  const reading = Promise.all([
    reader.client.api.messages(room.key, { limit: 50 }),
    reader.client.api.search({ q: reader.name }),
    reader.client.api.rooms(),
  ]).then(
    () => {
      done = true;
      world.bell.ring();
    },
    (error: unknown) => world.expect(false, 'out of bounds', `a read failed: ${error}`),
  );
  await world.within(
    () => 'history, search and rooms',
    () => done,
    READ_MS,
  );
  await reading;
  reader.reload();
  await world.within(
    () => `${reader.name} cannot open the rooms`,
    () => reader.isLive,
    READ_MS,
  );
}
