import { setTimeout as pause } from 'node:timers/promises';
import type { Scenario } from '../scenario.ts';

/** Acknowledged changes between two faults: at least this many, and up to as many again. */
const BETWEEN = 150;

/** The power cut. */
export function killed(times: number): Scenario {
  return {
    name: `kill -9 ×${times}`,
    async run(world) {
      for (let i = 0; i < times; i += 1) {
        await world.acks(BETWEEN + world.random.below(BETWEEN));
        await world.server.stop('SIGKILL');
        await world.server.run();
        await world.live();
      }
    },
  };
}

/** The restart in good order. */
export function drained(times: number): Scenario {
  return {
    name: `SIGTERM drain ×${times}`,
    async run(world) {
      for (let i = 0; i < times; i += 1) {
        await world.acks(BETWEEN + world.random.below(BETWEEN));
        const code = await world.server.stop('SIGTERM');
        world.expect(code === 0, 'out of bounds', `the drain ended with exit code ${code}`);
        await world.server.run();
        await world.live();
      }
    },
  };
}

/** The machine stands still, and goes on as if nothing had been. */
export function stopped(ms: number): Scenario {
  return {
    name: `SIGSTOP ${ms / 1_000} s`,
    async run(world) {
      await world.acks(BETWEEN);
      world.server.signal('SIGSTOP');
      await pause(ms);
      world.server.signal('SIGCONT');
      await world.acks(BETWEEN);
      await world.live();
    },
  };
}
