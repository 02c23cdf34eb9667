import type { Message } from '@confab/protocol';
import { EMPTY_TIMELINE, reduceTimeline, type TimelineEvent, type TimelineState } from './timeline.ts';

/** Holds a room's timeline and gathers what one turn brings into one snapshot. */
export class TimelineStore {
  readonly #changed: (timeline: TimelineState) => void;
  readonly #gap: () => void;
  #state = EMPTY_TIMELINE;
  #emitted = EMPTY_TIMELINE;
  #queue: Message[] = [];
  #scheduled = false;

  /**
   * @param changed gets the newest snapshot, once a microtask turn
   * @param gap called after that where pushed changes have left a hole: the room must be joined again
   */
  constructor(changed: (timeline: TimelineState) => void, gap: () => void) {
    this.#changed = changed;
    this.#gap = gap;
  }

  /** The timeline as of now. */
  get state(): TimelineState {
    const ready = this.#queue.filter((message) => message.rev > this.#state.rev);
    if (ready.length > 0 && this.#state.cursor) {
      this.#state = reduceTimeline(this.#state, { type: 'changes', messages: ready });
      // What is left lies behind a hole, and waits for the join that fills it.
      this.#queue = ready.filter((message) => message.rev > this.#state.rev);
    } else this.#queue = ready;
    return this.#state;
  }

  /** A pushed change. */
  push(message: Message): void {
    this.#queue.push(message);
    this.#schedule();
  }

  dispatch(event: TimelineEvent): void {
    this.#state = reduceTimeline(this.state, event);
    this.#schedule();
  }

  /** Forgets changes that still lie behind a hole after a join: the next push will show whether it is real. */
  dropQueue(): void {
    this.#queue = [];
  }

  /** Forgets everything. */
  clear(): void {
    this.#state = EMPTY_TIMELINE;
    this.#queue = [];
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      const state = this.state;
      if (this.#queue.length > 0) this.#gap();
      if (state === this.#emitted) return;
      this.#emitted = state;
      this.#changed(state);
    });
  }
}
