import type { ThreadPush } from '@confab/protocol';
import type { Clock } from '../clock.ts';
import type { Change, Follower, ThreadChange } from '../log/operation.ts';
import type { People } from './people.ts';
import type { Person } from './person.ts';
import type { Room } from './room.ts';
import type { EncodeFrame, Subscriber } from './subscriber.ts';

export interface ThreadNewsOptions {
  clock: Clock;
  encode: EncodeFrame;
  people: People;
  /** The shortest time between two of a thread's, ms. */
  everyMs?: number;
}

/** Tells those who follow a thread what happens there, on all their connections: at once, then once a second. */
export class ThreadNews {
  /** Threads that spoke less than a second ago, by the root's id, with what is not told yet. */
  private readonly resting = new Map<string, ThreadChange | undefined>();

  constructor(private readonly options: ThreadNewsOptions) {}

  /** A change was committed. */
  committed(room: Room, change: Change): void {
    if (!change.thread) return;
    const { id } = change;
    if (this.resting.has(id)) this.resting.set(id, merge(this.resting.get(id), change.thread));
    else this.tellAll(room, id, change.thread);
  }

  /** Somebody has read a thread, or follows it no longer: tells their connections. */
  tellOwn(person: Person, push: Omit<ThreadPush, 'type'>, except?: Subscriber): void {
    this.deliver(person, { type: 'thread', ...push }, except);
  }

  /** Somebody follows a thread no longer: what has not been told yet is not told to them. */
  forget(user: string, thread: string): void {
    const waiting = this.resting.get(thread);
    if (waiting) waiting.followers = waiting.followers.filter((follower) => follower.user !== user);
  }

  private tellAll(room: Room, thread: string, news: ThreadChange): void {
    for (const follower of news.followers) {
      const person = this.options.people.get(follower.user);
      // Following outlives the membership: who left the room hears nothing (G8).
      if (person?.memberships.has(room.info.id)) this.deliver(person, pushOf(room, thread, news.last, follower));
    }
    this.resting.set(thread, undefined);
    this.options.clock.after(this.options.everyMs ?? 1_000, () => {
      const waiting = this.resting.get(thread);
      this.resting.delete(thread);
      if (waiting && !room.gone) this.tellAll(room, thread, waiting);
    });
  }

  private deliver(person: Person, push: ThreadPush, except?: Subscriber): void {
    if (person.connections.size === 0) return;
    const frame = this.options.encode(JSON.stringify(push));
    for (const connection of person.connections) if (connection !== except) connection.deliver(frame);
  }
}

function pushOf(room: Room, thread: string, last: number, { read, mentioned }: Follower): ThreadPush {
  const push: ThreadPush = { type: 'thread', room: room.info.id, thread, last, read };
  return mentioned ? { ...push, mention: true } : push;
}

// The later one counts, but for a mention that nobody has heard of yet.
function merge(before: ThreadChange | undefined, after: ThreadChange): ThreadChange {
  const untold = new Set(before?.followers.flatMap(({ user, mentioned }) => (mentioned ? [user] : [])));
  if (untold.size === 0) return after;
  const followers = after.followers.map((one) => ({ ...one, mentioned: one.mentioned || untold.has(one.user) }));
  return { ...after, followers };
}
