import type { Clock } from './clock.ts';

const INTERVAL_MS = 500;

/** How far the user has read in one room. Only moves forward; told to the server at most once in 500 ms. */
export interface ReadPointer {
  readonly seq: number;
  /** The user read up to `seq`. Returns whether that is news. */
  advance(seq: number): boolean;
  /** The server's pointer is at `seq`. Returns whether that moved ours. */
  confirm(seq: number): boolean;
  /** A new connection: the server's pointer is at `seq`, and what it has not heard is told again. */
  resume(seq: number): void;
  /** The server could not take what it was told: it is told again after `delay` ms. */
  retry(delay: number): void;
  /** Tells now what waits. */
  flush(): void;
  /** Starts over: in another life of the database, or for another user, the old number means nothing. */
  reset(): void;
}

/** @param send tells the server; returns false where it cannot now */
export function createReadPointer(clock: Clock, send: (seq: number) => boolean): ReadPointer {
  let seq = 0;
  let told = 0;
  let timer: unknown;

  function flush(): void {
    clock.clearTimeout(timer);
    timer = undefined;
    if (seq <= told || !send(seq)) return;
    told = seq;
    timer = clock.setTimeout(flush, INTERVAL_MS);
  }

  return {
    get seq() {
      return seq;
    },
    advance(read) {
      if (read <= seq) return false;
      seq = read;
      if (timer === undefined) flush();
      return true;
    },
    confirm(confirmed) {
      told = Math.max(told, confirmed);
      const moved = confirmed > seq;
      if (moved) seq = confirmed;
      return moved;
    },
    resume(confirmed) {
      told = confirmed;
      flush();
    },
    retry(delay) {
      told = 0;
      clock.clearTimeout(timer);
      timer = clock.setTimeout(flush, delay);
    },
    flush,
    reset() {
      seq = told = 0;
    },
  };
}
