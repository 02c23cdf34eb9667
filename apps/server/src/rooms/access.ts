import { DomainError } from './domain-error.ts';
import {
  permits,
  permitsOnServer,
  type RoomAction,
  type ServerAction,
  type Standing,
  worksArchived,
} from './permissions.ts';
import type { Membership, Person } from './person.ts';
import type { Room } from './room.ts';
import type { RoomRegistry } from './room-registry.ts';
import { refusalOf } from './sanctions.ts';

/** What the permission tables look at: what a person is on the server and in a room. */
export function standingOf(person: Person, room: Room): Standing {
  return {
    server: person.serverRole,
    room: person.memberships.get(room.info.id)?.role ?? 'outsider',
    // To a confined bot every room that it was not let into is like a private one.
    sort: person.confined && room.sort === 'public' ? 'private' : room.sort,
  };
}

/** What somebody who is muted cannot do; taking back what they wrote is not among it. */
const WRITING: ReadonlySet<RoomAction> = new Set(['post', 'upload', 'editOwn', 'react']);

/** Whether somebody may look into a room. */
export function maySee(person: Person, room: Room): boolean {
  return permits('see', standingOf(person, room)) && !person.sanction('ban', room.info.id);
}

/** Whether somebody may write in a room as it is now. */
export function mayWrite(person: Person, room: Room): boolean {
  const { id, archived } = room.info;
  return permits('post', standingOf(person, room)) && !archived && !person.sanction('mute', id);
}

/**
 * The room behind an id or slug, for somebody who may see it.
 * @throws DomainError room_not_found: it does not exist, or is private and none of theirs; the two look the same.
 *   forbidden: it is public, and they are banned from it
 */
export function visibleRoom(rooms: RoomRegistry, person: Person, reference: string): Room {
  const room = rooms.find(reference);
  if (!room || !permits('see', standingOf(person, room))) {
    throw new DomainError('room_not_found', 'there is no such room');
  }
  const ban = person.sanction('ban', room.info.id);
  if (ban) throw refusalOf(ban);
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
  return { room, membership: membershipIn(person, room) };
}

/**
 * The same, for a member who wants to change the room's log.
 * @throws DomainError also forbidden, for an archived room
 */
export function writableRoom(
  rooms: RoomRegistry,
  person: Person,
  reference: string,
  action: RoomAction = 'post',
): { room: Room; membership: Membership } {
  const found = joinedRoom(rooms, person, reference);
  requirePermission(person, found.room, action);
  return found;
}

/**
 * Makes sure that somebody who sees a room is a member who may change its log.
 * @throws DomainError not_joined, forbidden
 */
export function requireWritable(person: Person, room: Room, action: RoomAction): void {
  membershipIn(person, room);
  requirePermission(person, room, action);
}

/**
 * The room behind an id or slug, for somebody who may do this in it.
 * @throws DomainError room_not_found, forbidden
 */
export function permittedRoom(rooms: RoomRegistry, person: Person, reference: string, action: RoomAction): Room {
  const room = visibleRoom(rooms, person, reference);
  requirePermission(person, room, action);
  return room;
}

/**
 * Makes sure that somebody who sees a room may do this in it.
 * @throws DomainError forbidden: by their role, because the room is archived, or because they are muted
 */
export function requirePermission(person: Person, room: Room, action: RoomAction): void {
  if (!permits(action, standingOf(person, room)))
    throw new DomainError('forbidden', 'you may not do that in this room');
  if (room.info.archived && !worksArchived(action)) {
    throw new DomainError('forbidden', 'the room is archived: it can only be read');
  }
  const mute = WRITING.has(action) ? person.sanction('mute', room.info.id) : undefined;
  if (mute) throw refusalOf(mute);
}

/** Makes sure that somebody may do this to the server. @throws DomainError forbidden */
export function requireOnServer(person: Person, action: ServerAction): void {
  if (person.confined || !permitsOnServer(action, person.serverRole))
    throw new DomainError('forbidden', 'you may not do that on this server');
}

function membershipIn(person: Person, room: Room): Membership {
  const membership = person.memberships.get(room.info.id);
  if (!membership) throw new DomainError('not_joined', 'join the room first');
  return membership;
}
