import type { MemberPush, RoomMessage, User } from '@confab/protocol';
import type { Role } from '../log/operation.ts';
import { memberState } from './member-state.ts';
import type { People } from './people.ts';
import type { Person } from './person.ts';
import type { Room } from './room.ts';
import type { EncodeFrame, Subscriber } from './subscriber.ts';

/** Everybody online who may see a room. */
export function audienceOf(room: Room, people: People): Iterable<Person> {
  if (room.info.private) return room.present.values();
  return Array.from(people.all()).filter((person) => !person.confined || person.memberships.has(room.info.id));
}

/** Tells people how a room is now; `removed`: that it is gone for them, `restriction`: by a ban. */
export function announceRoom(
  room: Room,
  audience: Iterable<Person>,
  encode: EncodeFrame,
  change: Pick<RoomMessage, 'removed' | 'restriction'> = {},
): void {
  const push: RoomMessage = { type: 'room', room: room.info, ...change };
  const frame = encode(JSON.stringify(push));
  for (const person of audience) for (const connection of person.connections) connection.deliver(frame);
}

/** Tells a member's connections, but for one that knows already, what they have of a room now. */
export function tellMember(room: Room, person: Person, encode: EncodeFrame, except?: Subscriber): void {
  const membership = person.memberships.get(room.info.id);
  if (!membership || person.connections.size === 0) return;
  const push: RoomMessage = { type: 'room', room: room.info, mine: memberState(room, person, membership) };
  const frame = encode(JSON.stringify(push));
  for (const connection of person.connections) if (connection !== except) connection.deliver(frame);
}

/** Tells a room what a member is now; without a role, that they are none any more. */
export function announceMember(room: Room, user: User, role: Role | undefined, encode: EncodeFrame): void {
  const push: MemberPush = { type: 'member', room: room.info.id, user, ...(role ? { role } : {}) };
  room.broadcast(encode(JSON.stringify(push)));
}
