import type { PresencePush } from '@confab/protocol';
import type { Clock } from '../clock.ts';
import type { People } from './people.ts';
import type { Person } from './person.ts';
import type { Room } from './room.ts';
import type { RoomRegistry } from './room-registry.ts';
import type { EncodeFrame, Frame, Subscriber } from './subscriber.ts';

export interface PresenceOptions {
  clock: Clock;
  people: People;
  rooms: RoomRegistry;
  encode: EncodeFrame;
  /** How long a person without a connection still counts as online, ms: a reload shows nothing to others. */
  graceMs: number;
  /** Differences are gathered for this long at least, ms. */
  gatherMs?: number;
}

interface Difference {
  joined: Set<Person>;
  left: Set<string>;
  changed: Set<Person>;
}

/**
 * How long the next differences wait for each connection that has been told, ms. It is about forty times what telling
 * takes: who comes and goes costs a fortieth of a core at most, also when thousands come back at once.
 */
const REST_MS = 0.4;
/** Differences are gathered for this long at most, ms. */
const LONGEST_GATHER_MS = 1_000;

/** Who is online, told to each room as a state (in `joined`) and coalesced differences after it (G7). */
export class Presence {
  private readonly differences = new Map<Room, Difference>();
  private readonly leaving = new Map<Person, () => void>();
  private gathering: (() => void) | undefined;
  /** No differences are sent before; by the clock's `elapsed`. */
  private restingUntil = 0;

  constructor(private readonly options: PresenceOptions) {}

  /** A person's connection begins. */
  connect(subscriber: Subscriber): void {
    const { person } = subscriber;
    this.options.people.keep(person);
    const first = person.connections.size === 0;
    const before = person.status;
    // Whoever comes back within the grace keeps showing what they showed.
    if (first && this.leaving.has(person)) subscriber.status = before;
    person.connections.add(subscriber);
    const cancel = this.leaving.get(person);
    cancel?.();
    this.leaving.delete(person);
    if (first && !cancel) for (const room of this.roomsOf(person)) this.appear(room, person);
    else if (person.status !== before) this.show(person);
  }

  /** A connection ended before it began: its person is forgotten, unless they are here otherwise. */
  abandon(person: Person): void {
    if (person.connections.size === 0 && !this.leaving.has(person)) this.options.people.depart(person);
  }

  /**
   * A connection ended. The person goes offline once the grace has passed without a new one: at once where nothing had
   * been heard of them for so long that the connection was given up.
   */
  disconnect(subscriber: Subscriber, end: 'closed' | 'silent' = 'closed'): void {
    const { person } = subscriber;
    const before = person.status;
    if (!person.connections.delete(subscriber)) return;
    if (person.connections.size > 0) {
      if (person.status !== before) this.show(person);
      return;
    }
    person.remember(before);
    if (end === 'silent') {
      this.depart(person);
      return;
    }
    const cancel = this.options.clock.after(this.options.graceMs, () => this.depart(person));
    this.leaving.set(person, cancel);
  }

  /** Somebody wants to be seen otherwise on one of their connections. */
  setStatus(subscriber: Subscriber, status: Subscriber['status']): void {
    const before = subscriber.person.status;
    subscriber.status = status;
    if (subscriber.person.status !== before) this.show(subscriber.person);
  }

  /** A person became a member of a room; shown there if they are online, or were a moment ago. */
  appear(room: Room, person: Person): void {
    if (!this.isHere(person) || room.present.get(person.user.id) === person) return;
    room.present.add(person);
    const difference = this.differenceOf(room);
    difference.left.delete(person.user.id);
    difference.joined.add(person);
  }

  /** A person is not online, or no member, any more. */
  disappear(room: Room, person: Person): void {
    if (!room.present.delete(person.user.id)) return;
    const difference = this.differenceOf(room);
    difference.joined.delete(person);
    difference.changed.delete(person);
    difference.left.add(person.user.id);
  }

  /** Sends what has been gathered. */
  flush(): void {
    this.gathering?.();
    this.gathering = undefined;
    let pushes = 0;
    for (const [room, { joined, left, changed }] of this.differences) {
      // In a list of rooms, a direct one shows who is there.
      const listed = room.sort === 'direct' && room.seq > 0;
      if (room.subscribers.size === 0 && !listed) continue;
      const push: PresencePush = {
        type: 'presence',
        room: room.info.id,
        count: room.present.size,
        joined: Array.from(joined, (person) => person.presentMember),
        left: [...left],
        changed: Array.from(changed, (person) => ({ id: person.user.id, status: person.status })),
      };
      const frame = this.options.encode(JSON.stringify(push));
      if (listed) for (const person of room.present.values()) deliverTo(person, frame);
      else room.broadcast(frame);
      pushes += listed ? room.present.size : room.subscribers.size;
    }
    this.differences.clear();
    this.restingUntil = this.options.clock.elapsed() + Math.min(pushes * REST_MS, LONGEST_GATHER_MS);
  }

  private isHere(person: Person): boolean {
    return person.connections.size > 0 || this.leaving.has(person);
  }

  private show(person: Person): void {
    for (const room of this.roomsOf(person)) {
      room.present.changed();
      const difference = this.differenceOf(room);
      if (!difference.joined.has(person)) difference.changed.add(person);
    }
  }

  private depart(person: Person): void {
    this.leaving.delete(person);
    for (const room of this.roomsOf(person)) this.disappear(room, person);
    this.options.people.depart(person);
  }

  private *roomsOf(person: Person): Iterable<Room> {
    for (const id of person.memberships.keys()) {
      const room = this.options.rooms.find(id);
      if (room) yield room;
    }
  }

  private differenceOf(room: Room): Difference {
    let difference = this.differences.get(room);
    if (!difference) {
      difference = { joined: new Set(), left: new Set(), changed: new Set() };
      this.differences.set(room, difference);
      this.gathering ??= this.options.clock.after(this.gatherMs(), () => this.flush());
    }
    return difference;
  }

  private gatherMs(): number {
    const { clock, gatherMs = 150 } = this.options;
    return Math.max(gatherMs, this.restingUntil - clock.elapsed());
  }
}

function deliverTo(person: Person, frame: Frame): void {
  for (const connection of person.connections) connection.deliver(frame);
}
