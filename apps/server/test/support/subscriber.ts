import type { ServerMessage, Status, User } from '@confab/protocol';
import { type Membership, Person } from '../../src/rooms/person.ts';
import type { Room } from '../../src/rooms/room.ts';
import type { EncodeFrame, Frame, Subscriber } from '../../src/rooms/subscriber.ts';

/** The wire of these tests: a frame is its JSON. */
export const encodeAsJson: EncodeFrame = (json) => Buffer.from(json);

/** A connection that keeps what it is sent. */
export class FakeSubscriber implements Subscriber {
  readonly joined = new Set<Room>();
  readonly received: ServerMessage[] = [];
  status: Status = 'online';

  constructor(readonly person: Person) {
    person.connections.add(this);
  }

  deliver(frame: Frame): void {
    this.received.push(JSON.parse(frame.toString()) as ServerMessage);
  }

  /** What came since the last call. */
  take(): ServerMessage[] {
    return this.received.splice(0);
  }
}

/** Somebody who is a member of these rooms and has read nothing. */
export function aPerson(user: User, ...rooms: string[]): Person {
  const membership = (): Membership => ({
    role: 'member',
    readSeq: 0,
    mentions: [],
    favourite: false,
    muted: false,
    notify: 'all',
  });
  return new Person(user, new Map(rooms.map((room) => [room, membership()])));
}
