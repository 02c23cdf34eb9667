import { randomBytes, randomUUID } from 'node:crypto';
import type { Room as RoomInfo } from '@confab/protocol';
import type { Clock } from '../clock.ts';
import type { Append } from '../log/append.ts';
import type { AuditRecord } from '../log/operation.ts';
import { maySee, permittedRoom, requireOnServer, requirePermission, visibleRoom } from './access.ts';
import { auditRecord } from './audit-record.ts';
import { DomainError, succeed } from './domain-error.ts';
import type { Memberships } from './memberships.ts';
import type { People } from './people.ts';
import type { Person } from './person.ts';
import type { Room } from './room.ts';
import { announceRoom, audienceOf, tellMember } from './room-push.ts';
import type { RoomRegistry } from './room-registry.ts';
import { slugOf, withSuffix } from './slug.ts';
import type { EncodeFrame } from './subscriber.ts';

export interface RoomAdminOptions {
  append: Append;
  clock: Clock;
  rooms: RoomRegistry;
  people: People;
  memberships: Memberships;
  encode: EncodeFrame;
}

/** What somebody wants a new room to be; name and topic normalised. */
export interface RoomWish {
  name: string;
  topic: string;
  private: boolean;
}

/** What to change of a room; what is absent stays. */
export interface RoomChange {
  name?: string;
  topic?: string;
  archived?: boolean;
  /** ms; 0 for none. */
  slowModeMs?: number;
}

/** A name on its way to the disk. */
interface Claim {
  /** Folded. */
  name: string;
  private: boolean;
  /** Of a room that is being made. */
  slug?: string;
  /** The room that is being renamed. */
  room?: Room;
}

/** Creating, changing and deleting rooms. */
export class RoomAdmin {
  private readonly claims = new Set<Claim>();

  constructor(private readonly options: RoomAdminOptions) {}

  /**
   * Creates a room; its creator owns it, in the same commit.
   * @throws DomainError conflict where a room that the person can see has the name
   */
  async create(person: Person, wish: RoomWish): Promise<Room> {
    const { memberships, people } = this.options;
    requireOnServer(person, wish.private ? 'createPrivateRoom' : 'createPublicRoom');
    this.requireFreeName(person, wish.name);
    const slug = this.freeSlug(wish);
    const claim = { name: fold(wish.name), slug, private: wish.private };
    const room = await this.claiming(claim, () => this.store({ ...wish, slug }, person.user.id));
    memberships.admit(person, room, 'owner', 0);
    const creator = people.get(person.user.id) ?? person;
    const others = Array.from(audienceOf(room, people)).filter((other) => other !== creator);
    announceRoom(room, others, this.options.encode);
    tellMember(room, creator, this.options.encode);
    return room;
  }

  /** Makes sure that a fresh server has the public room that everybody may join. */
  async ensureGeneral(): Promise<void> {
    if (this.options.rooms.all()[Symbol.iterator]().next().done) {
      await this.store({ name: 'general', slug: 'general', topic: '', private: false }, undefined);
    }
  }

  /** Changes what is given, and nothing else. @throws DomainError room_not_found, forbidden, conflict */
  async update(person: Person, reference: string, change: RoomChange): Promise<Room> {
    const { rooms } = this.options;
    const room = visibleRoom(rooms, person, reference);
    if (change.name !== undefined || change.topic !== undefined) requirePermission(person, room, 'rename');
    if (change.archived !== undefined) requirePermission(person, room, 'archive');
    if (change.slowModeMs !== undefined) requirePermission(person, room, 'slowMode');
    const { name } = change;
    if (name === undefined) return this.change(person, room, change);
    this.requireFreeName(person, name, room);
    const claim = { name: fold(name), private: room.info.private, room };
    return this.claiming(claim, () => this.change(person, room, change));
  }

  private async change(person: Person, room: Room, change: RoomChange): Promise<Room> {
    const { append, people } = this.options;
    const audit = this.auditChange(person, room, change);
    succeed(await append.submit({ kind: 'update-room', room: room.info.id, ...change, audit }));
    if (room.gone) throw new DomainError('room_not_found', 'there is no such room');
    room.info = { ...room.info, ...change };
    announceRoom(room, audienceOf(room, people), this.options.encode);
    return room;
  }

  /** Deletes a room with everything said in it. @throws DomainError room_not_found, forbidden */
  async remove(person: Person, reference: string): Promise<void> {
    const { append, memberships, people, rooms } = this.options;
    const room = permittedRoom(rooms, person, reference, 'deleteRoom');
    const audit = auditRecord(this.options.clock.now(), person, 'room.delete', { room });
    succeed(await append.submit({ kind: 'delete-room', room: room.info.id, audit }));
    const audience = [...audienceOf(room, people)];
    rooms.remove(room);
    for (const member of audience) memberships.expel(member, room);
    announceRoom(room, audience, this.options.encode, { removed: true });
  }

  private auditChange(person: Person, room: Room, { archived, slowModeMs }: RoomChange): AuditRecord[] {
    const at = this.options.clock.now();
    const records: AuditRecord[] = [];
    if (archived !== undefined && archived !== room.info.archived) {
      records.push(auditRecord(at, person, archived ? 'room.archive' : 'room.unarchive', { room }));
    }
    if (slowModeMs !== undefined && slowModeMs !== (room.info.slowModeMs ?? 0)) {
      records.push(auditRecord(at, person, 'room.slow-mode', { room, detail: { slowModeMs } }));
    }
    return records;
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
    const info: RoomInfo = {
      id: stored.id,
      kind: 'room',
      slug,
      name,
      topic,
      private: wish.private,
      archived: false,
      createdAt,
    };
    if (owner !== undefined) info.owner = owner;
    return rooms.add({ room: info, seq: 0, rev: 0, headId: undefined, replies: [] });
  }

  /** Keeps a name from everybody else until it is on disk, where all see it. */
  private async claiming<T>(claim: Claim, write: () => Promise<T>): Promise<T> {
    this.claims.add(claim);
    try {
      return await write();
    } finally {
      this.claims.delete(claim);
    }
  }

  private requireFreeName(person: Person, name: string, except?: Room): void {
    const wanted = fold(name);
    const taken = () => new DomainError('conflict', `there is already a room called ${name}`);
    for (const room of this.options.rooms.all()) {
      if (room !== except && fold(room.info.name) === wanted && maySee(person, room)) throw taken();
    }
    for (const claim of this.claims) {
      if (!claim.private && claim.name === wanted && (!except || claim.room !== except)) throw taken();
    }
  }

  // A private room's slug ends in chance: it never takes one from a public room, so none shows through by being taken.
  private freeSlug(wish: RoomWish): string {
    const base = slugOf(wish.name) || 'room';
    if (wish.private) return withSuffix(base, randomBytes(4).toString('hex'));
    const taken = new Set(Array.from(this.claims, (claim) => claim.slug));
    for (let n = 1; ; n += 1) {
      const slug = n === 1 ? base : withSuffix(base, String(n));
      if (!taken.has(slug) && !this.options.rooms.find(slug)) return slug;
    }
  }
}

// Names that differ only in case, or in how their words are joined, are one name to people.
function fold(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/gu, ' ');
}
