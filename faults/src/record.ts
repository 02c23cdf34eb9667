import type { ClientMessage, Message, ServerMessage } from '@confab/protocol';

/** One thing that was seen on the wire, or done to the world. Events are in the order in which they happened. */
export type RecordedEvent =
  /** A socket was opened for a person. `connection` is unique in a record. */
  | { kind: 'opened'; connection: number; person: string }
  | { kind: 'sent'; connection: number; frame: ClientMessage }
  | { kind: 'received'; connection: number; frame: ServerMessage }
  | { kind: 'closed'; connection: number; code: number }
  /** Handed to the SDK to be sent. `body` is unique in a record; the room is named by its id. */
  | { kind: 'written'; person: string; room: string; body: string }
  /** From here on nothing is certain to be in the backup that `restored` puts in place. */
  | { kind: 'backup' }
  | { kind: 'restored' };

/** What one SDK client showed of a room at some moment. */
export interface ShownTimeline {
  person: string;
  /** The room's id. */
  room: string;
  /** Messages of its sent rows, in the order shown. */
  sent: readonly Message[];
  /** Ids of rows that are pending or failed. */
  unsent: readonly { id: string; status: 'pending' | 'failed'; why: string }[];
  rev: number;
  head: number;
  /** Taken after everything had come to rest: it has to be the whole truth. */
  atRest: boolean;
}

/** Everything a check needs. */
export interface FaultRecord {
  events: readonly RecordedEvent[];
  timelines: readonly ShownTimeline[];
  /** What the database holds in the end: each room's messages by ascending `seq`, read over HTTP. */
  stored: ReadonlyMap<string, readonly Message[]>;
}
