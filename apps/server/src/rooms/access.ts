import { DomainError } from './domain-error.ts';
import type { Membership, Person } from './person.ts';
import type { Room } from './room.ts';
import type { RoomRegistry } from './room-registry.ts';

/** Whether somebody may know that a room exists. */
export function maySee(person: Person, room: Room): boolean {
  return !room.info.private || person.memberships.has(room.info.id);
}

/**
 * The room behind an id or slug, for somebody who may see it.
 * @throws DomainError room_not_found: it does not exist, or is private and none of theirs; the two look the same
 */
export function visibleRoom(rooms: RoomRegistry, person: Person, reference: string): Room {
  const room = rooms.find(reference);
  if (!room || !maySee(person, room)) throw new DomainError('room_not_found', 'there is no such room');
  return room;
}

/**
 * The room behind an id or slug, and what its member has of it.
 * @throws DomainError room_not_found, or not_joined for a public room that the person is no member of
 */
export function joinedRoom(
  rooms: RoomRegistry,
  person: Person,
  reference: string,
): { room: Room; membership: Membership } {
  const room = visibleRoom(rooms, person, reference);
  const membership = person.memberships.get(room.info.id);
  if (!membership) throw new DomainError('not_joined', 'join the room first');
  return { room, membership };
}

/**
 * The same, for somebody who wants to change the room's log.
 * @throws DomainError also forbidden, for an archived room
 */
export function writableRoom(
  rooms: RoomRegistry,
  person: Person,
  reference: string,
): { room: Room; membership: Membership } {
  const found = joinedRoom(rooms, person, reference);
  if (found.room.info.archived) throw new DomainError('forbidden', 'the room is archived: it can only be read');
  return found;
}

/**
 * Makes sure that somebody may rename, archive or delete a room.
 * @throws DomainError forbidden
 */
export function requireOwner(person: Person, room: Room): void {
  if (person.memberships.get(room.info.id)?.role !== 'owner') {
    throw new DomainError('forbidden', 'only the owner of the room may do that');
  }
}
