import type { Message } from '@confab/protocol';
import type { FaultRecord } from '../record.ts';
import type { Facts } from './facts.ts';
import type { Violation } from './violation.ts';

/** The log itself: `seq` without holes, everything once, each writer's messages in the order they were written (G2, G3). */
export function checkStored(facts: Facts, record: FaultRecord): Violation[] {
  return [
    ...[...record.stored].flatMap(([room, messages]) => [
      ...placesOf(room, messages),
      ...writersOrder(room, messages, facts),
    ]),
    ...storedTwice(facts, record),
  ];
}

function placesOf(room: string, messages: readonly Message[]): Violation[] {
  const violations: Violation[] = [];
  const revs = new Map<number, string>();
  messages.forEach(({ id, seq, rev }, i) => {
    if (seq !== i + 1) violations.push({ name: 'out of order', detail: `seq ${seq} of ${room} is number ${i + 1}` });
    const other = revs.get(rev);
    if (other) violations.push({ name: 'out of order', detail: `rev ${rev} of ${room} is ${other} and ${id}` });
    revs.set(rev, id);
  });
  return violations;
}

function writersOrder(room: string, messages: readonly Message[], facts: Facts): Violation[] {
  const violations: Violation[] = [];
  const last = new Map<string, { order: number; body: string }>();
  for (const { id } of messages) {
    const written = facts.posts.get(id);
    if (!written) continue;
    const before = last.get(written.person);
    if (before && before.order > written.order) {
      const detail = `"${written.body}" of ${written.person} came after "${before.body}" in ${room}`;
      violations.push({ name: 'out of order', detail });
    }
    last.set(written.person, written);
  }
  return violations;
}

function storedTwice(facts: Facts, record: FaultRecord): Violation[] {
  const violations: Violation[] = [];
  const ids = new Set<string>();
  for (const messages of record.stored.values()) {
    for (const { id } of messages) {
      if (ids.has(id)) violations.push({ name: 'stored twice', detail: id });
      ids.add(id);
    }
  }
  for (const { body, ids: sentAs } of facts.written.values()) {
    const stored = [...sentAs].filter((id) => ids.has(id));
    if (stored.length > 1) violations.push({ name: 'stored twice', detail: `"${body}" as ${stored.join(' and ')}` });
  }
  return violations;
}
