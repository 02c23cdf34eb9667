import type { ClientMessage, Message, Reply, ServerMessage } from '@confab/protocol';
import type { FaultRecord, RecordedEvent } from '../record.ts';
import type { AskedChange, At, Facts, Heard, Line } from './facts.ts';

/** Sorts a record. */
export function gatherFacts({ events }: FaultRecord): Facts {
  const gathering = new Gathering(excusedIn(events));
  for (const [at, event] of events.entries()) gathering.take(event, at);
  return gathering.facts;
}

/** What a connection asked, to be found when the answer comes. */
interface Request {
  frame: ClientMessage;
  change: AskedChange | undefined;
}

class Gathering {
  readonly facts: Facts;
  private readonly lines = new Map<number, Line>();
  private readonly requests = new Map<string, Request>();

  constructor(excused: Facts['excused']) {
    this.facts = {
      lines: [],
      written: new Map(),
      posts: new Map(),
      changes: [],
      postAcks: [],
      sightings: [],
      refusals: [],
      excused,
      lastLife: '',
    };
  }

  take(event: RecordedEvent, at: At): void {
    const { written } = this.facts;
    if (event.kind === 'written') {
      const { person, room, body } = event;
      written.set(body, { person, room, body, order: written.size, ids: new Set() });
    } else if (event.kind === 'opened') {
      const { connection, person } = event;
      const line: Line = { connection, person, user: '', life: '', heard: new Map() };
      this.lines.set(connection, line);
      this.facts.lines.push(line);
    } else if (event.kind === 'sent' || event.kind === 'received') {
      const line = this.lines.get(event.connection);
      if (line && event.kind === 'sent') this.sent(line, event.frame, at);
      if (line && event.kind === 'received') this.received(line, event.frame, at);
    }
  }

  private sent(line: Line, frame: ClientMessage, at: At): void {
    const { written, posts, changes } = this.facts;
    let change: AskedChange | undefined;
    if (frame.type === 'message') {
      const post = written.get(frame.body);
      post?.ids.add(frame.id);
      if (post) posts.set(frame.id, post);
    } else if (frame.type === 'edit' || frame.type === 'delete' || frame.type === 'react') {
      change = { frame, person: line.person, sentAt: at };
      changes.push(change);
    }
    if ('id' in frame) this.requests.set(`${line.connection} ${frame.id}`, { frame, change });
  }

  private received(line: Line, frame: ServerMessage, at: At): void {
    if (frame.type === 'hello') {
      line.user = frame.user.id;
      line.life = this.facts.lastLife = frame.server.life;
    } else if (frame.type === 'message') {
      this.see(line, frame);
      hear(line, frame.room, { kind: 'push', message: frame });
    } else if (frame.type === 'ack' || frame.type === 'joined' || frame.type === 'error') {
      const request = this.requests.get(`${line.connection} ${frame.id}`);
      if (request) this.answered(line, request, frame, at);
    }
  }

  private answered(line: Line, { frame: request, change }: Request, reply: Reply, at: At): void {
    const { postAcks, refusals } = this.facts;
    if (reply.type === 'error') {
      refusals.push({ person: line.person, request, error: reply });
    } else if (reply.type === 'joined' && request.type === 'join') {
      for (const message of reply.messages) this.see(line, message);
      hear(line, reply.room.id, { kind: 'joined', request, reply });
    } else if (change) {
      change.ackedAt = at;
    } else if (request.type === 'message' && reply.type === 'ack') {
      const { id, room } = request;
      postAcks.push({ id, room, seq: reply.seq ?? 0, life: line.life, at });
    } else if (request.type === 'leave') {
      hear(line, request.room, { kind: 'left' });
    }
  }

  private see({ person, life }: Line, message: Message): void {
    this.facts.sightings.push({ person, life, message });
  }
}

function hear(line: Line, room: string, what: Heard): void {
  const heard = line.heard.get(room);
  if (heard) heard.push(what);
  else line.heard.set(room, [what]);
}

function excusedIn(events: FaultRecord['events']): Facts['excused'] {
  const spans: { from: At; to: At }[] = [];
  let from: At | undefined;
  for (const [at, event] of events.entries()) {
    if (event.kind === 'backup') from = at;
    if (event.kind === 'restored' && from !== undefined) spans.push({ from, to: at });
  }
  return (at) => spans.some((span) => at > span.from && at < span.to);
}
