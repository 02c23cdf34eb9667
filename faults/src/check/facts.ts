import type { ClientMessage, ErrorMessage, JoinedMessage, JoinMessage, Message } from '@confab/protocol';
import type { FaultRecord } from '../record.ts';

/** A position among the record's events. */
type At = number;

/** A message as its writer knows it. */
interface Written {
  person: string;
  room: string;
  body: string;
  /** How many were written before it. */
  order: number;
  /** The ids under which it was sent; one, if all is well. */
  ids: Set<string>;
}

/** An edit, deletion or reaction that was sent. */
export interface AskedChange {
  frame: Extract<ClientMessage, { type: 'edit' | 'delete' | 'react' }>;
  person: string;
  sentAt: At;
  ackedAt?: At;
}

/** The server said that it has a message. */
interface PostAck {
  id: string;
  room: string;
  seq: number;
  life: string;
  at: At;
}

/** A message as the server showed it to a connection. */
interface Sighting {
  person: string;
  life: string;
  message: Message;
}

/** What a connection that was subscribed to a room heard, in order. */
export type Heard =
  | { kind: 'joined'; request: JoinMessage; reply: JoinedMessage }
  | { kind: 'push'; message: Message }
  | { kind: 'left' };

/** One connection. */
export interface Line {
  connection: number;
  person: string;
  /** The user's id and the database's life, as `hello` told them. */
  user: string;
  life: string;
  /** By the room's id. */
  heard: Map<string, Heard[]>;
}

export interface Refusal {
  person: string;
  request: ClientMessage;
  error: ErrorMessage;
}

/** The record, sorted by what the checks ask. */
export interface Facts {
  lines: Line[];
  written: Map<string, Written>;
  /** By the message's id. */
  posts: Map<string, Written>;
  changes: AskedChange[];
  postAcks: PostAck[];
  sightings: Sighting[];
  refusals: Refusal[];
  /** Whether a backup was put in place that need not hold what was acknowledged at `at`. */
  excused(at: At): boolean;
  /** The life that the database has in the end. */
  lastLife: string;
}

/** Sorts a record. */
export function gatherFacts({ events }: FaultRecord): Facts {
  const lines = new Map<number, Line>();
  const requests = new Map<string, { frame: ClientMessage; change: AskedChange | undefined }>();
  const facts: Facts = {
    lines: [],
    written: new Map(),
    posts: new Map(),
    changes: [],
    postAcks: [],
    sightings: [],
    refusals: [],
    excused: excusedIn(events),
    lastLife: '',
  };

  function see(line: Line, message: Message): void {
    facts.sightings.push({ person: line.person, life: line.life, message });
  }

  function hear(line: Line, room: string, what: Heard): void {
    const heard = line.heard.get(room);
    if (heard) heard.push(what);
    else line.heard.set(room, [what]);
  }

  function sent(line: Line, frame: ClientMessage, at: At): void {
    const { person } = line;
    let change: AskedChange | undefined;
    if (frame.type === 'message') {
      const post = facts.written.get(frame.body);
      post?.ids.add(frame.id);
      if (post) facts.posts.set(frame.id, post);
    } else if (frame.type === 'edit' || frame.type === 'delete' || frame.type === 'react') {
      change = { frame, person, sentAt: at };
      facts.changes.push(change);
    }
    if ('id' in frame) requests.set(`${line.connection} ${frame.id}`, { frame, change });
  }

  function received(line: Line, frame: Extract<FaultRecord['events'][number], { kind: 'received' }>['frame'], at: At) {
    if (frame.type === 'hello') {
      line.user = frame.user.id;
      line.life = facts.lastLife = frame.server.life;
    } else if (frame.type === 'message') {
      see(line, frame);
      hear(line, frame.room, { kind: 'push', message: frame });
    } else if (frame.type === 'ack' || frame.type === 'joined' || frame.type === 'error') {
      const asked = requests.get(`${line.connection} ${frame.id}`);
      if (!asked) return;
      const { frame: request, change } = asked;
      if (frame.type === 'error') {
        facts.refusals.push({ person: line.person, request, error: frame });
      } else if (frame.type === 'joined' && request.type === 'join') {
        for (const message of frame.messages) see(line, message);
        hear(line, frame.room.id, { kind: 'joined', request, reply: frame });
      } else if (change) {
        change.ackedAt = at;
      } else if (request.type === 'message' && frame.type === 'ack') {
        const { id, room } = request;
        facts.postAcks.push({ id, room, seq: frame.seq ?? 0, life: line.life, at });
      } else if (request.type === 'leave') {
        hear(line, request.room, { kind: 'left' });
      }
    }
  }

  for (const [at, event] of events.entries()) {
    if (event.kind === 'written') {
      const { person, room, body } = event;
      facts.written.set(body, { person, room, body, order: facts.written.size, ids: new Set() });
    } else if (event.kind === 'opened') {
      const { connection, person } = event;
      lines.set(connection, { connection, person, user: '', life: '', heard: new Map() });
    } else if (event.kind === 'sent' || event.kind === 'received') {
      const line = lines.get(event.connection);
      if (line && event.kind === 'sent') sent(line, event.frame, at);
      if (line && event.kind === 'received') received(line, event.frame, at);
    }
  }
  facts.lines = [...lines.values()];
  return facts;
}

function excusedIn(events: FaultRecord['events']): (at: At) => boolean {
  const spans: { from: At; to: At }[] = [];
  let from: At | undefined;
  for (const [at, event] of events.entries()) {
    if (event.kind === 'backup') from = at;
    if (event.kind === 'restored' && from !== undefined) spans.push({ from, to: at });
  }
  return (at) => spans.some((span) => at > span.from && at < span.to);
}
