import type { Status } from '@confab/protocol';
import type { Person } from './person.ts';
import type { Room } from './room.ts';

/** A frame ready for the wire: encoded once, the same bytes for every subscriber. */
export type Frame = Buffer;

/** Turns a frame's JSON into wire bytes. The rooms do not know which transport they speak to. */
export type EncodeFrame = (json: string) => Frame;

/** The same for JSON in parts, of which buffers are UTF-8 already. */
export type EncodeParts = (parts: readonly (string | Buffer)[]) => Frame;

/** One connection of a person, as the rooms see it. */
export interface Subscriber {
  readonly person: Person;
  /** The rooms whose pushes it gets. */
  readonly joined: Set<Room>;
  /** What this connection's person wants to show. */
  status: Status;
  deliver(frame: Frame): void;
}
