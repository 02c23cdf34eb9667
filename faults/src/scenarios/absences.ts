import { setTimeout as pause } from 'node:timers/promises';
import type { Scenario } from '../scenario.ts';
import type { World } from '../world.ts';

const BETWEEN = 150;

/** Somebody is offline for a while in which little enough happens to be told all of it. */
export function awayFor(ms: number): Scenario {
  return {
    name: `offline for ${ms / 1_000} s`,
    rate: 20,
    run: (world) => whileAway(world, () => pause(ms)),
  };
}

/** Somebody is offline while more happens than a resume tells. */
export function awayForMessages(count: number): Scenario {
  return {
    name: `offline for ${count} messages`,
    rate: 500,
    run: (world) =>
      whileAway(world, async () => {
        await world.acks(count, 300_000);
        world.rate = 100;
      }),
  };
}

async function whileAway(world: World, meanwhile: () => Promise<void>): Promise<void> {
  await world.acks(20);
  const [reader, writer] = world.people;
  const [room] = writer?.rooms ?? [];
  if (!reader || !writer || !room) throw new Error('nobody is there');
  for (const person of [reader, writer]) {
    person.isAway = true;
    await person.client.close();
  }
  for (let i = 0; i < 5; i += 1) writer.write(room);
  await meanwhile();
  for (const person of [reader, writer]) {
    person.isAway = false;
    person.arrive();
  }
  await world.live();
  await world.acks(20);
}

/** Pages are closed with a full outbox, some of it on its way, and opened again; three times in a row for the unlucky. */
export function reloads(times: number): Scenario {
  return {
    name: `reload with a full outbox ×${times}`,
    async run(world) {
      const unlucky = world.people.slice(0, 8);
      for (let i = 0; i < times; i += 1) {
        await world.acks(BETWEEN);
        world.proxy.deafen();
        for (const person of unlucky) {
          for (let n = 0; n < 30; n += 1) {
            const room = world.random.pick(person.rooms);
            if (room) person.write(room);
          }
        }
        await pause(world.random.below(300));
        for (const person of unlucky) person.reload();
        await pause(world.random.below(300));
        world.proxy.restore();
        for (const person of unlucky.slice(0, 4)) person.reload();
        await world.live();
      }
    },
  };
}
