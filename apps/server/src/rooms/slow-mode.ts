import type { Clock } from '../clock.ts';
import { DomainError } from './domain-error.ts';
import type { Room } from './room.ts';

interface LastPost {
  message: string;
  /** ms of the clock that never jumps. */
  at: number;
}

/** Users remembered in one room before those whose wait is over are forgotten. */
const SWEEP_AT = 1_000;

/** Keeps members of slow rooms to one message in `slowModeMs`. In memory: a restart forgives one wait. */
export class SlowMode {
  private readonly rooms = new WeakMap<Room, Map<string, LastPost>>();

  constructor(private readonly clock: Clock) {}

  /**
   * Whether a member may post now; if so, their wait begins. The same message again does not count.
   * @returns 0, or the ms to wait
   */
  take(room: Room, user: string, message: string): number {
    const { slowModeMs = 0 } = room.info;
    if (slowModeMs === 0) return 0;
    const now = this.clock.elapsed();
    const posts = this.postsOf(room);
    const last = posts.get(user);
    if (last?.message === message) return 0;
    const wait = last ? last.at + slowModeMs - now : 0;
    if (wait > 0) return wait;
    if (posts.size >= SWEEP_AT) for (const [id, { at }] of posts) if (at + slowModeMs <= now) posts.delete(id);
    posts.set(user, { message, at: now });
    return 0;
  }

  /** The message was not stored after all: it costs no wait. */
  giveBack(room: Room, user: string, message: string): void {
    const posts = this.postsOf(room);
    if (posts.get(user)?.message === message) posts.delete(user);
  }

  private postsOf(room: Room): Map<string, LastPost> {
    const known = this.rooms.get(room);
    if (known) return known;
    const posts = new Map<string, LastPost>();
    this.rooms.set(room, posts);
    return posts;
  }
}

/** @param wait ms */
export function tooSoon(room: Room, wait: number): DomainError {
  const words = 'the room is in slow mode: wait before the next message';
  return new DomainError('rate_limited', words, Math.ceil(wait), { room: room.info.id });
}
