import type { TypingPush } from '@confab/protocol';
import type { Person } from './person.ts';
import type { Room } from './room.ts';
import type { EncodeFrame } from './subscriber.ts';

/** Tells a room that somebody types, or stopped. Nothing is kept: it expires at the receivers. */
export function tellTyping(room: Room, person: Person, on: boolean, encode: EncodeFrame): void {
  const { id, name } = person.user;
  const push: TypingPush = { type: 'typing', room: room.info.id, user: { id, name }, on };
  room.broadcast(encode(JSON.stringify(push)), person);
}
