import type { Clock } from './clock.ts';

/** Without any frame for this long after a ping the line counts as slow, */
const SLOW_MS = 3_000;
/** and after this long as dead. */
const DEAD_MS = 6_000;
/** How long a line may take that the environment gave us a reason to doubt. */
const DOUBT_MS = 2_000;
/** Silence before a ping is at most this, whatever the server asks for, so that a dead line is noticed within 20 s. */
const MAX_SILENCE_MS = 12_000;
const MIN_SILENCE_MS = 1_000;

/** Notices a dead line by asking. Any frame at all proves that the line lives. */
export interface Heartbeat {
  /** Watches a line that has just been heard. `silenceMs` without a frame starts a probe. */
  start(silenceMs: number): void;
  stop(): void;
  /** A frame came. */
  heard(): void;
  /** Asks now: there is reason to doubt the line. */
  probe(): void;
}

export function createHeartbeat(
  clock: Clock,
  line: { ping(): void; slow(slow: boolean): void; dead(): void },
): Heartbeat {
  /** 0 while there is no line to watch. */
  let silence = 0;
  let heardAt = 0;
  /** 0 while nothing is asked. */
  let askedAt = 0;
  let deadAt = 0;
  let timer: unknown;

  // The times are compared anew whenever a timer fires: in a throttled tab or after a sleep it fires late.
  function check(): void {
    const now = clock.now();
    if (!silence) return;
    if (askedAt > now) {
      // Somebody has set the clock back: a dead line must not be trusted for as long as that.
      askedAt = now;
      deadAt = now + SLOW_MS;
    }
    if (!askedAt) {
      if (now - heardAt >= silence || now < heardAt) ask(DEAD_MS);
      else wait(heardAt + silence - now);
    } else if (now >= deadAt) {
      line.dead();
    } else {
      const slow = now - askedAt >= SLOW_MS;
      if (slow) line.slow(true);
      wait((slow ? deadAt : Math.min(askedAt + SLOW_MS, deadAt)) - now);
    }
  }

  function ask(limit: number): void {
    const now = clock.now();
    // A second question never gives the line longer than the first one did.
    deadAt = askedAt ? Math.min(deadAt, now + limit) : now + limit;
    askedAt ||= now;
    line.ping();
    check();
  }

  function wait(ms: number): void {
    clock.clearTimeout(timer);
    timer = clock.setTimeout(check, ms);
  }

  return {
    start(silenceMs) {
      silence = Math.max(MIN_SILENCE_MS, Math.min(MAX_SILENCE_MS, silenceMs));
      heardAt = clock.now();
      askedAt = 0;
      wait(silence);
    },
    stop() {
      silence = 0;
      clock.clearTimeout(timer);
    },
    heard() {
      heardAt = clock.now();
      if (!silence || !askedAt) return;
      askedAt = 0;
      line.slow(false);
      wait(silence);
    },
    probe() {
      if (silence) ask(DOUBT_MS);
    },
  };
}
