import type { Message } from '@confab/protocol';
import type { FaultRecord, ShownTimeline } from '../record.ts';
import type { Facts } from './facts.ts';
import { sameMessage } from './same-message.ts';
import type { Violation } from './violation.ts';

/** What clients show: every message once, in order, and in the end exactly what the server has (G5). */
export function checkTimelines(facts: Facts, record: FaultRecord): Violation[] {
  return record.timelines.flatMap((shown) => [
    ...shownRows(shown, facts),
    ...(shown.atRest ? unlike(shown, record.stored.get(shown.room) ?? []) : []),
  ]);
}

function shownRows({ person, room, sent, unsent }: ShownTimeline, facts: Facts): Violation[] {
  const violations: Violation[] = [];
  const report = (name: Violation['name'], detail: string) =>
    violations.push({ name, detail: `${detail} (${person}'s timeline of ${room})` });
  const ids = new Set<string>();
  const bodies = new Set<string>();
  const once = (id: string) => {
    const body = facts.posts.get(id)?.body ?? id;
    if (ids.has(id) || bodies.has(body)) report('shown twice', id);
    ids.add(id);
    bodies.add(body);
  };
  for (const [i, message] of sent.entries()) {
    once(message.id);
    const before = sent[i - 1];
    if (before && message.seq !== before.seq + 1) report('out of order', `seq ${message.seq} after ${before.seq}`);
    if (message.room !== room) report('wrong room', `${message.id} of ${message.room}`);
    if (!facts.posts.has(message.id)) report('phantom', message.id);
  }
  for (const { id } of unsent) once(id);
  return violations;
}

function unlike({ person, room, sent, unsent, head }: ShownTimeline, stored: readonly Message[]): Violation[] {
  const violations: Violation[] = [];
  const report = (detail: string) =>
    violations.push({ name: 'not converged', detail: `${detail} (${person}'s timeline of ${room})` });
  if (head !== stored.length) report(`the head is ${head}, the server's ${stored.length}`);
  const expected = sent.length > 0 ? stored.slice(-sent.length) : [];
  for (const [i, message] of expected.entries()) {
    const shown = sent[i];
    if (!shown || !sameMessage(shown, message)) {
      report(`shown is ${JSON.stringify(shown)}, stored ${JSON.stringify(message)}`);
    }
  }
  if (sent.length === 0 && stored.length > 0) report('nothing is shown');
  for (const { id, status, why } of unsent) report(`${id} is still ${status}: ${why}`);
  return violations;
}
