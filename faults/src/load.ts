import type { Person } from './person.ts';
import type { Random } from './random.ts';

const TICK_MS = 20;
/** Of a hundred things done, besides messages. */
const EDITS = 7;
const DELETIONS = 3;
const REACTIONS = 7;
/** Somebody whom nobody answers stops writing some time. */
const MOST_WAITING = 400;

/** People who write. */
export interface Load {
  /** Messages a second, all together; edits, deletions and reactions come on top. */
  rate: number;
  stop(): void;
}

/** Lets people write from now on. What is done and by whom follows from `random`; when, from the machine's clock. */
export function startLoad(people: readonly Person[], rate: number, random: Random): Load {
  const load = { rate, stop: () => clearInterval(timer) };
  let last = performance.now();
  let due = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    // A process that could not run for a while does not make up for all of it.
    due += (Math.min(now - last, 10 * TICK_MS) / 1_000) * load.rate;
    last = now;
    for (; due >= 1; due -= 1) step(people, random);
  }, TICK_MS);
  return load;
}

function step(people: readonly Person[], random: Random): void {
  const writer = random.pick(people);
  const room = writer && random.pick(writer.rooms);
  if (!room || writer.isAway) return;
  if (writer.client.waiting < MOST_WAITING) writer.write(room, random);
  const dice = random.below(100 - EDITS - DELETIONS - REACTIONS);
  if (!writer.isLive) return;
  if (dice < EDITS) writer.edit(room, random);
  else if (dice < EDITS + DELETIONS) writer.remove(room, random);
  else if (dice < EDITS + DELETIONS + REACTIONS) writer.react(room, random);
}
