import type { Message } from '@confab/protocol';
import { reduceTimeline } from './reduce-timeline.ts';
import { EMPTY_TIMELINE, type TimelineEvent, type TimelineState } from './timeline-state.ts';

/** Holds a room's timeline and gathers what one turn brings into one snapshot. */
export interface TimelineStore {
  /** The timeline as of now. */
  readonly state: TimelineState;
  /** A pushed change. */
  push(message: Message): void;
  dispatch(event: TimelineEvent): void;
  /** Whether the reader is at the end: then the oldest messages are let go, else new ones are kept apart. */
  following: boolean;
  /** Forgets changes that still lie behind a hole after a join: the next push will show whether it is real. */
  dropQueue(): void;
  /** Forgets everything. */
  clear(): void;
}

/**
 * @param changed gets the newest snapshot, once a microtask turn
 * @param gap called where pushed changes have left a hole: the room must be joined again
 */
export function createTimelineStore(changed: (timeline: TimelineState) => void, gap: () => void): TimelineStore {
  let state = EMPTY_TIMELINE;
  let emitted = state;
  let queue: Message[] = [];
  let scheduled = false;
  let following = true;

  function current(): TimelineState {
    if (queue.length > 0) {
      state = reduceTimeline(state, { type: 'changes', messages: queue, following });
      // What is left lies behind a hole, and waits for the join that fills it.
      queue = queue.filter((message) => message.rev > state.rev);
    }
    return state;
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      const now = current();
      if (queue.length > 0) gap();
      if (now === emitted) return;
      emitted = now;
      changed(now);
    });
  }

  return {
    get state() {
      return current();
    },
    get following() {
      return following;
    },
    set following(on) {
      following = on;
    },
    push(message) {
      queue.push(message);
      schedule();
    },
    dispatch(event) {
      state = reduceTimeline(current(), event);
      schedule();
    },
    dropQueue() {
      queue = [];
    },
    clear() {
      state = EMPTY_TIMELINE;
      queue = [];
      schedule();
    },
  };
}
