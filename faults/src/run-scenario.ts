import { checkRecord } from './check/check-record.ts';
import type { Violation } from './check/violation.ts';
import type { Tally } from './recorder.ts';
import type { Scenario } from './scenario.ts';
import { World } from './world.ts';

const RATE = 300;

/** How a scenario ended. */
export interface Outcome extends Tally {
  scenario: string;
  seed: number;
  seconds: number;
  violations: Violation[];
  /** Why it did not run. */
  missing?: string;
  /** The end of what the server printed, where something is wrong. */
  log?: string;
}

/** Runs a scenario and checks everything that was seen. An error is a violation, too. */
export async function runScenario(scenario: Scenario, seed: number): Promise<Outcome> {
  const { name, rate = RATE } = scenario;
  const started = performance.now();
  const outcome: Outcome = {
    scenario: name,
    seed,
    seconds: 0,
    violations: [],
    sends: 0,
    acks: 0,
    resumes: 0,
    complete: 0,
  };
  const missing = scenario.missing?.();
  if (missing) return { ...outcome, missing };
  const place = (await scenario.prepare?.()) ?? {};
  let world: World | undefined;
  try {
    const env = { ...scenario.env, ...place.env };
    world = await World.create({ seed, rate, env, ...(place.dataDir && { dataDir: place.dataDir }) });
    await scenario.run(world);
    const stored = await world.rest();
    const { events, timelines, tally } = world.recorder;
    Object.assign(outcome, tally);
    outcome.violations.push(...world.violations, ...checkRecord({ events, timelines, stored }));
  } catch (error) {
    outcome.violations.push(...(world?.violations ?? []), { name: 'too late', detail: String(error) });
  } finally {
    if (world && outcome.violations.length > 0) outcome.log = world.server.log;
    await world?.dispose();
    await place.remove?.();
  }
  return { ...outcome, seconds: (performance.now() - started) / 1_000 };
}
