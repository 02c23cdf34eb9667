import { writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scenario } from '../scenario.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const BETWEEN = 200;
const HOUR_MS = 3_600_000;
const JUMPS = [HOUR_MS, -HOUR_MS, 24 * HOUR_MS, -24 * HOUR_MS, 0];

/** Somebody sets the server's clock: an hour, a day, forwards and backwards. */
export function clockJumps(): Scenario {
  return {
    name: 'clock jumps an hour and a day',
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
