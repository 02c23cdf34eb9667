import type { Message } from '@confab/protocol';
import type { FaultRecord } from '../record.ts';
import type { AskedChange, Facts } from './facts.ts';
import type { Violation } from './violation.ts';

/** What was acknowledged is there, in its place, and as it was asked for (G1, G2). */
export function checkAcknowledged(facts: Facts, record: FaultRecord): Violation[] {
  const stored = new Map<string, Message>();
  for (const messages of record.stored.values()) for (const message of messages) stored.set(message.id, message);
  return [...lostPosts(facts, stored), ...lostWritten(facts, record, stored), ...lies(facts, stored)];
}

function lostPosts(facts: Facts, stored: ReadonlyMap<string, Message>): Violation[] {
  const violations: Violation[] = [];
  for (const { id, seq, life, at } of facts.postAcks) {
    const message = stored.get(id);
    if (!message) {
      if (!facts.excused(at)) violations.push({ name: 'acked but lost', detail: `${id}, acknowledged as seq ${seq}` });
    } else if (message.seq !== seq && life === facts.lastLife) {
      violations.push({
        name: 'different order',
        detail: `${id} was acknowledged as ${seq}, stored as ${message.seq}`,
      });
    }
  }
  return violations;
}

function lostWritten(facts: Facts, record: FaultRecord, stored: ReadonlyMap<string, Message>): Violation[] {
  const unsent = new Set(record.timelines.filter((one) => one.atRest).flatMap((one) => one.unsent.map(({ id }) => id)));
  const acked = new Set(facts.postAcks.map(({ id }) => id));
  const violations: Violation[] = [];
  for (const { body, person, ids } of facts.written.values()) {
    const known = [...ids];
    // What was acknowledged is the affair of others, and so is what still waits or was refused.
    if (known.some((id) => stored.has(id) || acked.has(id) || unsent.has(id))) continue;
    violations.push({ name: 'written but lost', detail: `"${body}" of ${person}` });
  }
  return violations;
}

function lies(facts: Facts, stored: ReadonlyMap<string, Message>): Violation[] {
  const byMessage = new Map<string, AskedChange[]>();
  for (const change of facts.changes) {
    const others = byMessage.get(change.frame.message);
    if (others) others.push(change);
    else byMessage.set(change.frame.message, [change]);
  }
  // A line that was cut before its hello knows no user.
  const greeted = facts.lines.filter((line) => line.user !== '');
  const users = new Map(greeted.map((line) => [line.person, line.user]));
  const violations: Violation[] = [];
  for (const change of facts.changes) {
    if (change.ackedAt === undefined || facts.excused(change.ackedAt)) continue;
    const { frame, person } = change;
    const message = stored.get(frame.message);
    const others = (byMessage.get(frame.message) ?? []).filter((other) => mayHaveComeAfter(other, change));
    if (message && holds(change, message, others, users.get(person) ?? '')) continue;
    // A message that is gone altogether is named as such.
    if (!message) continue;
    violations.push({
      name: 'ack that lied',
      detail: `${frame.type} of ${frame.message} by ${person}; stored: ${JSON.stringify(message)}`,
    });
  }
  return violations;
}

/** Unless one was answered before the other was sent, the network decides which of them comes first. */
function mayHaveComeAfter(other: AskedChange, change: AskedChange): boolean {
  return other !== change && !(other.ackedAt !== undefined && other.ackedAt < change.sentAt);
}

function holds({ frame, person }: AskedChange, message: Message, others: AskedChange[], user: string): boolean {
  if (frame.type === 'delete') return message.deleted === true;
  if (message.deleted) return others.some((other) => other.frame.type === 'delete');
  if (frame.type === 'edit') {
    return [frame, ...others.map((other) => other.frame)].some(
      (one) => one.type === 'edit' && one.body === message.body,
    );
  }
  const isOn = message.reactions?.some(({ emoji, users }) => emoji === frame.emoji && users.includes(user)) ?? false;
  const wasTakenBack = others.some(
    ({ frame: other, person: who }) =>
      other.type === 'react' && who === person && other.emoji === frame.emoji && other.on === isOn,
  );
  return isOn === frame.on || wasTakenBack;
}
