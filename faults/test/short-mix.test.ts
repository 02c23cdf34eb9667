import { expect, test } from 'vitest';
import { summarize } from '../src/check/violation.ts';
import { runScenario } from '../src/run-scenario.ts';
import { SHORT_MIX } from '../src/scenarios/all.ts';

const seed = Math.floor(Math.random() * 2 ** 32);

// With a load of 20 people in 4 rooms throughout. The whole: npm run test:faults.
test.each(SHORT_MIX)(`$name (seed ${seed})`, async (scenario) => {
  const { violations, missing, log } = await runScenario(scenario, seed);
  expect(missing).toBeUndefined();
  expect(summarize(violations), log).toEqual([]);
});
