import { LIMITS } from '@confab/protocol';
import type { Clock } from './types.ts';

const REPEAT_MS = 3_000;
const STOP_MS = 4_000;

/** Turns keystrokes into few frames: at most one "on" every 3 s, and an "off" after 4 s of rest. */
export class TypingSender {
  readonly #clock: Clock;
  readonly #send: (on: boolean) => void;
  #sentAt: number | undefined;
  #timer: unknown;

  constructor(clock: Clock, send: (on: boolean) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  /** A keystroke, or (`false`) an emptied composer. */
  update(on: boolean): void {
    if (!on) {
      if (this.#sentAt !== undefined) this.#send(false);
      this.reset();
      return;
    }
    this.#clock.clearTimeout(this.#timer);
    this.#timer = this.#clock.setTimeout(() => this.update(false), STOP_MS);
    const now = this.#clock.now();
    if (this.#sentAt !== undefined && now - this.#sentAt < REPEAT_MS) return;
    this.#sentAt = now;
    this.#send(true);
  }

  /** Nothing to take back any more: the message itself ends the typing, or the line is gone. */
  reset(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#sentAt = undefined;
  }
}

interface Typer {
  id: string;
  name: string;
}

/** Who types in a room, in the order they began. */
export class Typers {
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly #timers = new Map<string, unknown>();
  #list: readonly Typer[] = [];

  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  get list(): readonly Typer[] {
    return this.#list;
  }

  /** Somebody typed; forgotten after 6 s without a repetition. */
  start(user: Typer): void {
    this.#clock.clearTimeout(this.#timers.get(user.id));
    this.#timers.set(
      user.id,
      this.#clock.setTimeout(() => this.stop(user.id), LIMITS.typingMs),
    );
    if (this.#list.some((other) => other.id === user.id)) return;
    this.#list = [...this.#list, { id: user.id, name: user.name }];
    this.#changed();
  }

  stop(id: string): void {
    if (!this.#timers.has(id)) return;
    this.#clock.clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#list = this.#list.filter((user) => user.id !== id);
    this.#changed();
  }

  clear(): void {
    for (const user of this.#list) this.stop(user.id);
  }
}
