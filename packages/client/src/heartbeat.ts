import type { Clock } from './types.ts';

/** Without any frame for this long after a ping the line counts as slow, */
const SLOW_MS = 3_000;
/** and after this long as dead. */
const DEAD_MS = 6_000;
/** How long a line may take that the environment gave us a reason to doubt. */
const DOUBT_MS = 2_000;
/** Silence before a ping is at most this, whatever the server asks for, so that a dead line is noticed within 20 s. */
const MAX_SILENCE_MS = 12_000;
const MIN_SILENCE_MS = 1_000;
/** A timer this late means that the tab was throttled or the machine asleep. */
const LATE_MS = 1_000;

interface Probe {
  slowAt: number;
  deadAt: number;
  /** Asked again because the first answer may be queued behind a late timer. */
  again: boolean;
}

/** Notices a dead line by asking. Any frame at all proves that the line lives. */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #line: { ping(): void; slow(slow: boolean): void; dead(): void };
  #silenceMs = 0;
  #heardAt = 0;
  #slow = false;
  #probe: Probe | undefined;
  #timer: unknown;

  constructor(clock: Clock, line: { ping(): void; slow(slow: boolean): void; dead(): void }) {
    this.#clock = clock;
    this.#line = line;
  }

  /** Watches a line that has just been heard. `silenceMs` without a frame starts a probe. */
  start(silenceMs: number): void {
    this.stop();
    this.#silenceMs = Math.max(MIN_SILENCE_MS, Math.min(MAX_SILENCE_MS, silenceMs));
    this.#heardAt = this.#clock.now();
    this.#arm(this.#silenceMs);
  }

  stop(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#probe = undefined;
    this.#slow = false;
    this.#silenceMs = 0;
  }

  /** A frame came. */
  heard(): void {
    if (this.#silenceMs === 0) return;
    this.#heardAt = this.#clock.now();
    if (!this.#probe) return;
    this.#probe = undefined;
    if (this.#slow) {
      this.#slow = false;
      this.#line.slow(false);
    }
    this.#arm(this.#silenceMs);
  }

  /** Asks now; `doubtful` lines get 2 s to answer, others 6 s. */
  probe(doubtful: boolean): void {
    if (this.#silenceMs === 0) return;
    this.#ask(doubtful ? DOUBT_MS : DEAD_MS, false);
  }

  #ask(limitMs: number, again: boolean): void {
    const now = this.#clock.now();
    // A second question never gives the line longer than the first one did.
    const deadAt = Math.min(
      now + limitMs,
      again ? Number.POSITIVE_INFINITY : (this.#probe?.deadAt ?? Number.POSITIVE_INFINITY),
    );
    this.#probe = { slowAt: this.#probe?.slowAt ?? now + SLOW_MS, deadAt, again };
    this.#line.ping();
    this.#arm(Math.min(this.#slow ? deadAt : this.#probe.slowAt, deadAt) - now);
  }

  #check(): void {
    const now = this.#clock.now();
    const probe = this.#probe;
    if (!probe) {
      const silence = now - this.#heardAt;
      if (silence >= this.#silenceMs) this.#ask(DEAD_MS, false);
      else this.#arm(this.#silenceMs - silence);
    } else if (now >= probe.deadAt) {
      // After a sleep the answer may wait in the queue behind this very timer: ask once more before giving up.
      if (now - probe.deadAt > LATE_MS && !probe.again) this.#ask(DOUBT_MS, true);
      else this.#line.dead();
    } else {
      if (now >= probe.slowAt && !this.#slow) {
        this.#slow = true;
        this.#line.slow(true);
      }
      this.#arm(probe.deadAt - now);
    }
  }

  #arm(ms: number): void {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = this.#clock.setTimeout(() => this.#check(), Math.max(0, ms));
  }
}
