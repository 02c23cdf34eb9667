import { checkRecord } from './check/check-record.ts';
import type { Violation } from './check/violation.ts';
import type { Tally } from './recorder.ts';
import { NotHereError, type Place, RATE, type Scenario } from './scenario.ts';
import { World } from './world.ts';

const ORDINARY: Place = { begin: () => undefined, end: () => undefined, remove: async () => undefined };

/** How a scenario ended. */
export interface Outcome extends Tally {
  scenario: string;
  seed: number;
  seconds: number;
  violations: Violation[];
  /** What was measured, for the table. */
  remark: string;
  /** Why it did not run. */
  missing?: string;
  /** The end of what the server printed, where something is wrong. */
  log?: string;
}

/** Runs a scenario and checks everything that was seen. An error is a violation, too. */
export async function runScenario(scenario: Scenario, seed: number): Promise<Outcome> {
  const started = performance.now();
  const outcome: Outcome = {
    scenario: scenario.name,
    seed,
    seconds: 0,
    violations: [],
    remark: '',
    sends: 0,
    acks: 0,
    resumes: 0,
    complete: 0,
    unavailable: 0,
  };
  try {
    const place = (await scenario.prepare?.()) ?? ORDINARY;
    await runAt(place, scenario, outcome).finally(place.remove);
  } catch (error) {
    if (error instanceof NotHereError) outcome.missing = error.message;
    else outcome.violations.push({ name: 'too late', detail: String(error) });
  }
  outcome.seconds = (performance.now() - started) / 1_000;
  return outcome;
}

async function runAt(place: Place, scenario: Scenario, outcome: Outcome): Promise<void> {
  const { rate = RATE } = scenario;
  const world = await World.create({ seed: outcome.seed, rate, ...place });
  try {
    await scenario.run(world, place);
    const stored = await world.rest();
    const { events, timelines } = world.recorder;
    outcome.violations.push(...checkRecord({ events, timelines, stored }));
  } finally {
    Object.assign(outcome, world.recorder.tally, { remark: world.remark });
    outcome.violations.unshift(...world.violations);
    if (outcome.violations.length > 0) outcome.log = world.server.log;
    await world.dispose();
  }
}
