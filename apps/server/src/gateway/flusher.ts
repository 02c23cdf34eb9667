/** Something with output to write once the current turn of the event loop has gathered it all. */
export interface Flushable {
  flush(batch: WriteBatch): void;
}

/** Joins frames into one write; sockets that got the same frames share one buffer. */
export class WriteBatch {
  private lastFrames: readonly Buffer[] = [];
  private lastBytes: Buffer = Buffer.alloc(0);

  /** The frames as one buffer. */
  join(frames: readonly Buffer[]): Buffer {
    const [only] = frames;
    if (only && frames.length === 1) return only;
    if (!same(frames, this.lastFrames)) {
      this.lastFrames = frames;
      this.lastBytes = Buffer.concat(frames);
    }
    return this.lastBytes;
  }
}

/**
 * Flushes all sockets that have something to say once a turn of the event loop. Fewer, larger writes are what fan-out
 * costs: the kernel's send() is most of it. Idle, it adds no delay.
 */
export class Flusher {
  private dirty: Flushable[] = [];

  constructor(private readonly onFlushed: (ms: number) => void = () => undefined) {}

  /** Flushes `item` at the end of this turn. Call once until flushed. */
  add(item: Flushable): void {
    if (this.dirty.push(item) === 1) setImmediate(() => this.run());
  }

  private run(): void {
    const started = performance.now();
    const items = this.dirty;
    this.dirty = [];
    const batch = new WriteBatch();
    for (const item of items) item.flush(batch);
    this.onFlushed(performance.now() - started);
  }
}

function same(a: readonly Buffer[], b: readonly Buffer[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}
