import { randomBytes, randomUUID } from 'node:crypto';
import type { Room as RoomInfo, RoomMessage } from '@confab/protocol';
import type { Clock } from '../clock.ts';
import type { Append } from '../log/append.ts';
import { maySee, requireOwner, visibleRoom } from './access.ts';
import { DomainError, succeed } from './domain-error.ts';
import type { Memberships } from './memberships.ts';
import type { People } from './people.ts';
import type { Person } from './person.ts';
import type { Room } from './room.ts';
import type { RoomRegistry } from './room-registry.ts';
import { slugOf } from './slug.ts';
import type { EncodeFrame } from './subscriber.ts';

export interface RoomAdminOptions {
  append: Append;
  clock: Clock;
  rooms: RoomRegistry;
  people: People;
  memberships: Memberships;
  encode: EncodeFrame;
}

/** Creating, changing and deleting rooms. */
export class RoomAdmin {
  constructor(private readonly options: RoomAdminOptions) {}

  /**
   * Creates a room; its creator owns it.
   * @throws DomainError conflict where a room that the person can see has the name
   */
  async create(person: Person, wish: { name: string; topic: string; private: boolean }): Promise<Room> {
    const { memberships, people, rooms } = this.options;
    const room = await this.store({ ...wish, slug: this.freeSlug(person, wish.name) }, person.user.id);
    await memberships.enter(person, room, 'owner');
    this.announce(room, wish.private ? [person] : people.all());
    return rooms.find(room.info.id) ?? room;
  }

  /** Makes sure that a fresh server has the public room that everybody may join. */
  async ensureGeneral(): Promise<void> {
    if (this.options.rooms.all()[Symbol.iterator]().next().done) {
      await this.store({ name: 'general', slug: 'general', topic: '', private: false }, undefined);
    }
  }

  /** @throws DomainError room_not_found, forbidden */
  async update(
    person: Person,
    reference: string,
    change: { name?: string | undefined; topic?: string | undefined; archived?: boolean | undefined },
  ): Promise<Room> {
    const { append, people, rooms } = this.options;
    const room = visibleRoom(rooms, person, reference);
    requireOwner(person, room);
    const { name = room.info.name, topic = room.info.topic, archived = room.info.archived } = change;
    succeed(await append.submit({ kind: 'update-room', room: room.info.id, name, topic, archived }));
    room.info = { ...room.info, name, topic, archived };
    this.announce(room, room.info.private ? room.present.values() : people.all());
    return room;
  }

  /** Deletes a room with everything said in it. @throws DomainError room_not_found, forbidden */
  async remove(person: Person, reference: string): Promise<void> {
    const { append, memberships, people, rooms } = this.options;
    const room = visibleRoom(rooms, person, reference);
    requireOwner(person, room);
    succeed(await append.submit({ kind: 'delete-room', room: room.info.id }));
    const audience = [...(room.info.private ? room.present.values() : people.all())];
    rooms.remove(room);
    for (const member of audience) memberships.expel(member, room);
    this.announce(room, audience, true);
  }

  private async store(
    wish: { name: string; slug: string; topic: string; private: boolean },
    owner: string | undefined,
  ): Promise<Room> {
    const { append, clock, rooms } = this.options;
    const { name, slug, topic } = wish;
    const createdAt = clock.now();
    const stored = { id: randomUUID(), slug, name, topic, isPrivate: wish.private, ownerId: owner };
    succeed(await append.submit({ kind: 'create-room', room: stored, at: createdAt }));
    const info: RoomInfo = { id: stored.id, slug, name, topic, private: wish.private, archived: false, createdAt };
    if (owner !== undefined) info.owner = owner;
    return rooms.add({ room: info, seq: 0, rev: 0, headId: undefined });
  }

  // Somebody else's private room must not show through a conflict: next to it the name is simply free.
  private freeSlug(person: Person, name: string): string {
    const { rooms } = this.options;
    const slug = slugOf(name) || `room-${randomBytes(3).toString('hex')}`;
    const taken = rooms.find(slug);
    if (!taken) return slug;
    if (maySee(person, taken)) throw new DomainError('conflict', `there is already a room called ${taken.info.name}`);
    return `${slug.slice(0, 50)}-${randomBytes(3).toString('hex')}`;
  }

  private announce(room: Room, audience: Iterable<Person>, removed = false): void {
    const push: RoomMessage = { type: 'room', room: room.info, ...(removed ? { removed: true } : {}) };
    const frame = this.options.encode(JSON.stringify(push));
    for (const person of audience) for (const connection of person.connections) connection.deliver(frame);
  }
}
