import { writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scenario } from '../scenario.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const BETWEEN = 200;
/** Longer than it takes clients to call a silent line dead: 10 s to the question, 6 s for the answer. */
const SURELY_NOTICED_MS = 20_000;
const HOUR_MS = 3_600_000;
const JUMPS = [HOUR_MS, -HOUR_MS, 24 * HOUR_MS, -24 * HOUR_MS, 0];

/** The clocks of the people jump, and then one backwards while their lines are dead. */
export function clientClocksJump(): Scenario {
  return {
    name: "clients' clocks jump an hour and a day",
    async run(world) {
      for (const shift of JUMPS) {
        world.clockShift = shift;
        await world.acks(BETWEEN);
      }
      world.proxy.freeze();
      world.clockShift = -HOUR_MS;
      const gone = () => world.people.every(({ client }) => client.state.name !== 'connected');
      await world.within(() => 'somebody trusts a dead line', gone, SURELY_NOTICED_MS);
      world.proxy.reset();
      world.proxy.restore();
      await world.live();
    },
  };
}

/** Somebody sets the server's clock: an hour, a day, forwards and backwards. */
export function clockJumps(): Scenario {
  return {
    name: "the server's clock jumps an hour and a day",
    async prepare() {
      const folder = await temporaryFolder();
      const hook = new URL('../clock-shift.mjs', import.meta.url).href;
      return {
        env: { NODE_OPTIONS: `--import=${hook}`, CLOCK_SHIFT: join(folder, 'shift') },
        begin: () => undefined,
        end: () => undefined,
        remove: () => rm(folder, { recursive: true, force: true }),
      };
    },
    async run(world, { env }) {
      const lines = () => world.recorder.events.filter(({ kind }) => kind === 'opened').length;
      await world.acks(BETWEEN);
      const before = lines();
      for (const shift of JUMPS) {
        writeFileSync(env?.CLOCK_SHIFT ?? '', String(shift));
        world.server.signal('SIGUSR2');
        await world.acks(BETWEEN);
      }
      await world.live();
      world.expect(lines() === before, 'out of bounds', `the jumps cut ${lines() - before} connections`);
      // The shift is forgotten by a restart: the clock jumps back while nobody looks.
      await world.server.stop('SIGKILL');
      await world.server.run();
      await world.live();
    },
  };
}
