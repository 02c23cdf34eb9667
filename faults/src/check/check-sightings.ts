import type { Message } from '@confab/protocol';
import type { FaultRecord } from '../record.ts';
import type { Facts } from './facts.ts';
import { sameMessage } from './same-message.ts';
import type { Violation } from './violation.ts';

/** Nobody sees what was never written or never stored, or sees it in another room, place or shape than others do (G3, G5). */
export function checkSightings(facts: Facts, record: FaultRecord): Violation[] {
  const violations: Violation[] = [];
  const bodies = knownBodies(facts);
  const views = new Views();
  const judged = new Set<Message>();
  const report = (name: Violation['name'], detail: string) => violations.push({ name, detail });

  function look(life: string, message: Message, who: string): void {
    // Copies of one push share one object.
    if (judged.has(message)) return;
    judged.add(message);
    const post = facts.posts.get(message.id);
    if (!post) report('phantom', `${message.id} "${message.body}", seen by ${who}, was never sent`);
    else if (!bodies.get(message.id)?.has(message.body))
      report('phantom', `${message.id} never said "${message.body}"`);
    if (post && post.room !== message.room) {
      report('wrong room', `${message.id} was written to ${post.room}, seen by ${who} in ${message.room}`);
    }
    const conflict = views.add(life, message);
    if (conflict) report('different order', `${conflict}, seen by ${who}`);
  }

  for (const [room, messages] of record.stored) {
    for (const message of messages) look(facts.lastLife, { ...message, room }, 'the database');
  }
  for (const { life, message, person } of facts.sightings) look(life, message, person);
  return violations.concat(neverStored(facts, record));
}

/** What each message may have said at one time or another. */
function knownBodies(facts: Facts): Map<string, Set<string>> {
  const bodies = new Map([...facts.posts].map(([id, { body }]) => [id, new Set([body])]));
  for (const { frame } of facts.changes) {
    if (frame.type === 'edit') bodies.get(frame.message)?.add(frame.body);
    if (frame.type === 'delete') bodies.get(frame.message)?.add('');
  }
  return bodies;
}

/** What everybody together has seen of each life: one message a `seq`, one change a `rev`. */
class Views {
  private readonly ids = new Map<string, string>();
  private readonly seqs = new Map<string, number>();
  private readonly revs = new Map<string, Message>();

  /** Takes another sighting. @returns what it contradicts */
  add(life: string, message: Message): string | undefined {
    const { room, seq, rev, id } = message;
    const [idKey, seqKey] = [`${life} ${room} ${seq}`, `${life} ${id}`];
    const knownId = this.ids.get(idKey) ?? id;
    const knownSeq = this.seqs.get(seqKey) ?? seq;
    this.ids.set(idKey, knownId);
    this.seqs.set(seqKey, knownSeq);
    if (knownId !== id) return `seq ${seq} of ${room} is ${knownId} and ${id}`;
    if (knownSeq !== seq) return `${id} has seq ${knownSeq} and ${seq}`;
    const change = `${life} ${room} ${rev}`;
    const known = this.revs.get(change) ?? message;
    this.revs.set(change, known);
    return sameMessage(known, message) ? undefined : `rev ${rev} of ${room} is ${text(known)} and ${text(message)}`;
  }
}

function text(message: Message): string {
  return JSON.stringify(message);
}

/** What the server showed in this life of the database is in it. */
function neverStored(facts: Facts, record: FaultRecord): Violation[] {
  const revs = new Map<string, number>();
  for (const messages of record.stored.values()) for (const { id, rev } of messages) revs.set(id, rev);
  const seen = new Map<string, number>();
  for (const { life, message } of facts.sightings) {
    if (life === facts.lastLife) seen.set(message.id, Math.max(seen.get(message.id) ?? 0, message.rev));
  }
  return [...seen]
    .filter(([id, rev]) => (revs.get(id) ?? 0) < rev)
    .map(([id, rev]) => ({ name: 'phantom', detail: `rev ${rev} of ${id} was shown, stored is ${revs.get(id)}` }));
}
