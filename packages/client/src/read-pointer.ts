import type { Clock } from './types.ts';

const INTERVAL_MS = 500;

/** How far the user has read in one room. Only moves forward; told to the server at most once in 500 ms. */
export class ReadPointer {
  readonly #clock: Clock;
  readonly #send: (seq: number) => boolean;
  #seq = 0;
  #told = 0;
  #timer: unknown;

  /** @param send tells the server; false where it cannot now */
  constructor(clock: Clock, send: (seq: number) => boolean) {
    this.#clock = clock;
    this.#send = send;
  }

  get seq(): number {
    return this.#seq;
  }

  /** The user read up to `seq`. Returns whether that is news. */
  advance(seq: number): boolean {
    if (seq <= this.#seq) return false;
    this.#seq = seq;
    if (this.#timer === undefined) this.#tell();
    return true;
  }

  /** The server's pointer is at `seq`. Returns whether that moved ours. */
  confirm(seq: number): boolean {
    this.#told = Math.max(this.#told, seq);
    if (seq <= this.#seq) return false;
    this.#seq = seq;
    return true;
  }

  /** A new connection: the server's pointer is at `seq`, and what it has not heard is told again. */
  resume(seq: number): boolean {
    this.#told = seq;
    const moved = this.confirm(seq);
    this.flush();
    return moved;
  }

  /** Tells now what waits. */
  flush(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#seq > this.#told) this.#tell();
  }

  /** Starts over at `seq`: in another life of the database the old numbers mean nothing. */
  reset(seq: number): void {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#seq = seq;
    this.#told = seq;
  }

  #tell(): void {
    if (!this.#send(this.#seq)) return;
    this.#told = this.#seq;
    this.#timer = this.#clock.setTimeout(() => this.flush(), INTERVAL_MS);
  }
}
