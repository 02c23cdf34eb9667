import { PendingFrames } from './pending-frames.ts';
import type { TurnWrites } from './turn-writes.ts';

/** Something with output to write once the current turn of the event loop has gathered it all. */
export interface Flushable {
  /** Adds what can be written now. */
  flush(writes: TurnWrites): void;
  /** What `flush` added has been written. */
  flushed(): void;
}

/**
 * Flushes all sockets that have something to say once a turn of the event loop. Fewer, larger writes are what fan-out
 * costs: the kernel's send() is most of it. Idle, it adds no delay.
 */
export class Flusher {
  /** Where the frames begin that a socket gets in this turn. */
  begin = PendingFrames.none();
  private dirty: Flushable[] = [];

  constructor(
    private readonly writes: TurnWrites,
    private readonly onFlushed: (ms: number) => void = () => undefined,
  ) {}

  /** Flushes `item` at the end of this turn. Call once until flushed. */
  add(item: Flushable): void {
    if (this.dirty.push(item) === 1) setImmediate(() => this.run());
  }

  private run(): void {
    const started = performance.now();
    const items = this.dirty;
    this.dirty = [];
    this.begin = PendingFrames.none();
    for (const item of items) item.flush(this.writes);
    this.writes.send();
    for (const item of items) item.flushed();
    this.onFlushed(performance.now() - started);
  }
}
