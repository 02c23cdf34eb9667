import { setTimeout as pause } from 'node:timers/promises';
import type { Scenario } from '../scenario.ts';

const BETWEEN = 150;
/** Longer than it takes clients to call a silent line dead: 10 s to the question, 6 s for the answer. */
const SURELY_NOTICED_MS = 20_000;

/** The server hears its clients; they hear nothing of it, come back, and send again what it has long had. */
export function acksSwallowed(times: number): Scenario {
  return {
    name: `acks swallowed ×${times}`,
    async run(world) {
      for (let i = 0; i < times; i += 1) {
        await world.acks(BETWEEN);
        world.proxy.deafen();
        await pause(400 + world.random.below(800));
        world.proxy.restore();
        await world.live();
      }
    },
  };
}

/** All connections are reset, again and again. */
export function reset(times: number): Scenario {
  return {
    name: `connections reset ×${times}`,
    async run(world) {
      for (let i = 0; i < times; i += 1) {
        await world.acks(BETWEEN + world.random.below(BETWEEN));
        world.proxy.reset();
        await world.live();
      }
    },
  };
}

/** Nothing moves for a while; then it does, as if nothing had been. */
export function frozen(ms: number): Scenario {
  return {
    name: `frozen both ways ${ms / 1_000} s`,
    async run(world) {
      await world.acks(BETWEEN);
      world.proxy.freeze();
      await pause(ms);
      world.proxy.restore();
      await world.live();
      await world.acks(BETWEEN);
    },
  };
}

/** The lines freeze and never thaw; clients have to notice by themselves, over a network that is fine again. */
export function frozenForGood(): Scenario {
  return {
    name: 'frozen for good',
    async run(world) {
      await world.acks(BETWEEN);
      const { proxy, people } = world;
      proxy.freeze();
      const gone = () => people.every(({ client }) => client.state.name !== 'connected');
      await world.within(() => 'somebody trusts a dead line', gone, SURELY_NOTICED_MS);
      proxy.reset();
      proxy.restore();
      await world.live();
      await world.acks(BETWEEN);
    },
  };
}

/** A line is cut in the middle of a frame, again and again. */
export function cutInMidFrame(times: number): Scenario {
  return {
    name: `cut in mid-frame ×${times}`,
    async run(world) {
      for (let i = 0; i < times; i += 1) {
        await world.acks(BETWEEN + world.random.below(BETWEEN));
        world.proxy.cutNext();
        const gone = () => world.people.some(({ client }) => client.state.name !== 'connected');
        await world.within(() => 'no line was cut', gone, SURELY_NOTICED_MS);
        await world.live();
      }
    },
  };
}

/** Every packet comes late, and not always by as much. */
export function delayed(ms: number): Scenario {
  return {
    name: `delayed 200 ± 50 ms, ${ms / 1_000} s`,
    async run(world) {
      world.proxy.slow();
      await world.acks(BETWEEN);
      // Those who come back have the delay from the first byte on.
      world.proxy.reset();
      await world.live();
      await pause(ms);
      world.proxy.restore();
      await world.acks(BETWEEN);
    },
  };
}

/** Every frame comes in many pieces. Few messages: each costs a hundred writes. */
export function sliced(ms: number): Scenario {
  return {
    name: `7-byte slices, ${ms / 1_000} s`,
    rate: 30,
    async run(world) {
      world.proxy.slice();
      world.proxy.reset();
      await world.live();
      await pause(ms);
      world.proxy.restore();
      await world.acks(30);
    },
  };
}
