import type { FaultRecord } from '../record.ts';
import { checkAcknowledged } from './check-acknowledged.ts';
import { checkRefusals } from './check-refusals.ts';
import { checkSightings } from './check-sightings.ts';
import { checkStored } from './check-stored.ts';
import { checkStreams } from './check-streams.ts';
import { checkTimelines } from './check-timelines.ts';
import { gatherFacts } from './gather-facts.ts';
import type { Violation } from './violation.ts';

/** Names everything in a record that must never happen. Pure; an empty list is a good run. */
export function checkRecord(record: FaultRecord): Violation[] {
  const facts = gatherFacts(record);
  return [
    ...checkAcknowledged(facts, record),
    ...checkStored(facts, record),
    ...checkStreams(facts),
    ...checkSightings(facts, record),
    ...checkTimelines(facts, record),
    ...checkRefusals(facts),
  ];
}
