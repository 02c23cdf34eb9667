import type { JoinedMessage, JoinMessage } from '@confab/protocol';
import type { Facts, Heard, Line } from './facts.ts';
import type { Violation } from './violation.ts';

/** Each connection hears every change of its rooms, once, in order, from the join on (G3, G4, S4). */
export function checkStreams(facts: Facts): Violation[] {
  const history = knownHistory(facts);
  return facts.lines.flatMap((line) =>
    [...line.heard].flatMap(([room, heard]) => checkStream(line, room, heard, history.get(`${line.life} ${room}`))),
  );
}

/** Which message had which rev, as far as anybody saw it, by life and room. */
function knownHistory(facts: Facts): Map<string, Map<number, string>> {
  const history = new Map<string, Map<number, string>>();
  for (const { life, message } of facts.sightings) {
    const key = `${life} ${message.room}`;
    const room = history.get(key);
    if (room) room.set(message.rev, message.id);
    else history.set(key, new Map([[message.rev, message.id]]));
  }
  return history;
}

function checkStream(line: Line, room: string, heard: Heard[], history = new Map<number, string>()): Violation[] {
  const violations: Violation[] = [];
  const where = `room ${room}, connection ${line.connection} of ${line.person}`;
  const report = (name: Violation['name'], detail: string) => violations.push({ name, detail: `${detail} (${where})` });
  let rev: number | undefined;
  for (const one of heard) {
    if (one.kind === 'left') {
      rev = undefined;
    } else if (one.kind === 'joined') {
      if (rev !== undefined && one.reply.rev !== rev) {
        report('gap after resume', `joined again at rev ${one.reply.rev}, but the pushes before came to ${rev}`);
      }
      for (const [name, detail] of problemsOfReply(one.request, one.reply, line.life, history)) report(name, detail);
      rev = one.reply.rev;
    } else {
      const { message } = one;
      if (rev === undefined) report('wrong room', `a push without being joined: ${message.id}`);
      else if (message.rev <= rev) report('out of order', `rev ${message.rev} was pushed after ${rev}`);
      else if (message.rev > rev + 1) report('gap after resume', `rev ${message.rev} was pushed after ${rev}`);
      rev = Math.max(rev ?? 0, message.rev);
    }
  }
  return violations;
}

type Problem = [name: Violation['name'], detail: string];

function problemsOfReply(
  { since, life }: JoinMessage,
  reply: JoinedMessage,
  currentLife: string,
  history: ReadonlyMap<number, string>,
): Problem[] {
  if (since === undefined || !reply.complete) return problemsOfPage(reply);
  if (life !== undefined && life !== currentLife) {
    return [['gap after resume', `a cursor of another life was answered as complete, since ${since}`]];
  }
  return problemsOfReplay(since, reply, history);
}

/** The newest messages, by ascending `seq`, none left out. */
function problemsOfPage({ messages, seq, rev }: JoinedMessage): Problem[] {
  const problems: Problem[] = [];
  const first = seq - messages.length + 1;
  messages.forEach((message, i) => {
    if (message.seq !== first + i) problems.push(['out of order', `seq ${message.seq} in the place of ${first + i}`]);
    if (message.rev > rev) problems.push(['out of order', `rev ${message.rev} in a page up to ${rev}`]);
  });
  return problems;
}

/** Every message changed after the cursor, once, in its latest state. */
function problemsOfReplay(since: number, reply: JoinedMessage, history: ReadonlyMap<number, string>): Problem[] {
  const problems: Problem[] = [];
  const replayed = new Map<string, number>();
  let last = since;
  for (const { id, rev } of reply.messages) {
    if (rev <= last) problems.push(['out of order', `rev ${rev} was replayed after ${last}`]);
    if (rev > reply.rev) problems.push(['out of order', `rev ${rev} was replayed beyond joined.rev ${reply.rev}`]);
    if (replayed.has(id)) problems.push(['out of order', `${id} was replayed twice`]);
    replayed.set(id, rev);
    last = Math.max(last, rev);
  }
  for (let rev = since + 1; rev <= reply.rev; rev += 1) {
    const id = history.get(rev);
    if (id !== undefined && (replayed.get(id) ?? 0) < rev) {
      problems.push(['gap after resume', `rev ${rev} (${id}) is not in the replay from ${since} to ${reply.rev}`]);
    }
  }
  return problems;
}
