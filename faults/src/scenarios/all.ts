import type { Scenario } from '../scenario.ts';
import { awayFor, awayForMessages, reloads } from './absences.ts';
import { clientClocksJump, clockJumps } from './clock-jumps.ts';
import { crowdReturns } from './crowd.ts';
import { databaseLocked, databaseReadOnly, diskFull, syncFails } from './database-faults.ts';
import { inTurn } from './in-turn.ts';
import { acksSwallowed, cutInMidFrame, delayed, frozen, frozenForGood, reset, sliced } from './network-faults.ts';
import { restoredBackup } from './restored-backup.ts';
import { drained, killed, stopped } from './server-faults.ts';
import { slowReaders } from './slow-readers.ts';

/** Every fault at full length: `npm run test:faults`. */
export const ALL: readonly Scenario[] = [
  killed(10),
  drained(10),
  stopped(10_000),
  acksSwallowed(10),
  reset(10),
  frozen(10_000),
  frozenForGood(),
  cutInMidFrame(10),
  delayed(20_000),
  sliced(20_000),
  awayFor(120_000),
  awayForMessages(10_000),
  reloads(5),
  diskFull(10_000),
  databaseReadOnly(10_000),
  databaseLocked(10_000),
  // Ends between two tries of a writer.
  databaseLocked(7_000),
  syncFails(10_000),
  clockJumps(),
  clientClocksJump(),
  restoredBackup(3),
  crowdReturns(2_000),
  slowReaders(240_000_000),
];

/** A taste of them, for `npm test`: less than a minute on two quiet cores. */
export const SHORT_MIX: readonly Scenario[] = [
  inTurn('kills, a drain, a lock', killed(2), drained(1), databaseLocked(3_000)),
  inTurn('the network', reset(2), frozen(2_000), cutInMidFrame(2), sliced(2_000), acksSwallowed(2), reloads(1)),
  restoredBackup(1),
  slowReaders(12_000_000),
];
