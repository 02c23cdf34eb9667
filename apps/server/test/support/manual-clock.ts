import type { Clock } from '../../src/clock.ts';

interface Timer {
  at: number;
  run: () => void;
  every: number | undefined;
}

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  private readonly timers = new Set<Timer>();
  private ms = 0;

  /** @param start Unix ms */
  constructor(private start = 1_700_000_000_000) {}

  now(): number {
    return this.start + this.ms;
  }

  elapsed(): number {
    return this.ms;
  }

  after(ms: number, run: () => void): () => void {
    return this.add({ at: this.ms + ms, run, every: undefined });
  }

  every(ms: number, run: () => void): () => void {
    return this.add({ at: this.ms + ms, run, every: ms });
  }

  /** Moves the wall clock alone, as somebody who sets it does: no timer runs. */
  set(ms: number): void {
    this.start += ms;
  }

  /** Moves time on and runs what is due, in order. */
  advance(ms: number): void {
    const end = this.ms + ms;
    for (let due = this.nextBefore(end); due; due = this.nextBefore(end)) {
      this.ms = due.at;
      if (due.every === undefined) this.timers.delete(due);
      else due.at += due.every;
      due.run();
    }
    this.ms = end;
  }

  private add(timer: Timer): () => void {
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  private nextBefore(end: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.timers) if (timer.at <= end && (!next || timer.at < next.at)) next = timer;
    return next;
  }
}
