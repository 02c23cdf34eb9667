import type { ClientMessage, ErrorMessage, JoinedMessage, JoinMessage, Message } from '@confab/protocol';

/** A position among the record's events. */
export type At = number;

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
