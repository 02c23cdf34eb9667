import { RATE, type Scenario } from '../scenario.ts';

/**
 * Several faults upon one world, each after the people have got over the last: quicker than a world for each, and what
 * one leaves behind meets the next. None of them may need a place of its own.
 */
export function inTurn(name: string, ...scenarios: readonly Scenario[]): Scenario {
  return {
    name,
    async run(world, place) {
      for (const { rate = RATE, run } of scenarios) {
        world.rate = rate;
        await run(world, place);
      }
    },
  };
}
