import type { Clock } from './clock.ts';

const REPEAT_MS = 3_000;
const STOP_MS = 4_000;
/** PROTOCOL.md: who says nothing more has stopped. */
const EXPIRES_MS = 6_000;

/** Turns keystrokes into few frames: at most one "on" every 3 s, and an "off" after 4 s of rest. */
export interface TypingSender {
  /** A keystroke, or (`false`) an emptied composer. */
  update(on: boolean): void;
  /** Nothing to take back any more: the message itself ends the typing, or the line is gone. */
  reset(): void;
}

export function createTypingSender(clock: Clock, send: (on: boolean) => void): TypingSender {
  let sentAt: number | undefined;
  let timer: unknown;

  function reset(): void {
    clock.clearTimeout(timer);
    sentAt = undefined;
  }

  function update(on: boolean): void {
    if (!on) {
      if (sentAt !== undefined) send(false);
      reset();
      return;
    }
    clock.clearTimeout(timer);
    timer = clock.setTimeout(() => update(false), STOP_MS);
    const now = clock.now();
    if (sentAt !== undefined && now - sentAt < REPEAT_MS) return;
    sentAt = now;
    send(true);
  }

  return { update, reset };
}

interface Typer {
  id: string;
  name: string;
}

/** Who types in a room, in the order they began. */
export interface Typers {
  readonly list: readonly Typer[];
  /** Somebody typed; forgotten after 6 s without a repetition. */
  start(user: Typer): void;
  stop(id: string): void;
  clear(): void;
}

export function createTypers(clock: Clock, changed: (list: readonly Typer[]) => void): Typers {
  const timers = new Map<string, unknown>();
  let list: readonly Typer[] = [];

  function stop(id: string): void {
    if (!timers.has(id)) return;
    clock.clearTimeout(timers.get(id));
    timers.delete(id);
    list = list.filter((user) => user.id !== id);
    changed(list);
  }

  return {
    get list() {
      return list;
    },
    start({ id, name }) {
      const known = timers.has(id);
      clock.clearTimeout(timers.get(id));
      timers.set(
        id,
        clock.setTimeout(() => stop(id), EXPIRES_MS),
      );
      if (known) return;
      list = [...list, { id, name }];
      changed(list);
    },
    stop,
    clear() {
      for (const { id } of list) stop(id);
    },
  };
}
