import type { Message } from '@confab/protocol';
import type { Clock } from '../clock.ts';
import type { Append } from '../log/append.ts';
import type { LogReader } from '../log/read.ts';
import { permittedRoom, visibleRoom } from './access.ts';
import { succeed } from './domain-error.ts';
import type { Person } from './person.ts';
import type { RoomRegistry } from './room-registry.ts';

export interface PinsOptions {
  append: Append;
  clock: Clock;
  rooms: RoomRegistry;
  reader: LogReader;
}

/** The messages that a room holds up to everybody. */
export class Pins {
  constructor(private readonly options: PinsOptions) {}

  /** A room's pinned messages, the latest pin first. @throws DomainError room_not_found */
  list(person: Person, reference: string): Promise<Message[]> {
    const { reader, rooms } = this.options;
    return reader.pinned(visibleRoom(rooms, person, reference).info.id);
  }

  /**
   * Pins or unpins a message. What is so already stays so.
   * @throws DomainError room_not_found, forbidden, message_not_found; conflict where the room has too many pins
   */
  async set(person: Person, reference: string, message: string, on: boolean): Promise<void> {
    const { append, clock, rooms } = this.options;
    const { id } = permittedRoom(rooms, person, reference, 'pin').info;
    succeed(await append.submit({ kind: 'pin', room: id, message, user: person.user.id, on, at: clock.now() }));
  }
}
