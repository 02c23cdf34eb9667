import type { TurnMemory } from './turn-memory.ts';

/**
 * The frames that wait for a socket, as a chain whose links sockets share: all that get the same frames in one turn stand
 * at the same link. So a fan-out allocates nothing for each socket, and joins its frames once for all of them.
 */
export class PendingFrames {
  /** The beginning of a chain. */
  static none(): PendingFrames {
    return new PendingFrames(undefined, Buffer.alloc(0));
  }

  /** Bytes of all frames up to here. */
  readonly bytes: number;
  private next: PendingFrames | undefined;
  private joined: Buffer | undefined;
  /** What `joinIn` has put together, and the turn that it is good for. */
  private lent: { turn: object; bytes: Buffer } | undefined;

  private constructor(
    private readonly before: PendingFrames | undefined,
    private readonly frame: Buffer,
  ) {
    this.bytes = before ? before.bytes + frame.length : 0;
  }

  /** These and one more frame; the same link for whoever adds the same frame next. */
  with(frame: Buffer): PendingFrames {
    if (this.next?.frame !== frame) this.next = new PendingFrames(this, frame);
    return this.next;
  }

  /** All of them in one buffer; the same one at every call. */
  join(): Buffer {
    // The first frame of a chain is a buffer already.
    if (this.before?.bytes === 0) return this.frame;
    this.joined ??= this.joinInto(Buffer.allocUnsafe(this.bytes));
    return this.joined;
  }

  /**
   * The same in a buffer that is good until `memory` is cleared.
   * @returns undefined where they do not fit
   */
  joinIn(memory: TurnMemory): Buffer | undefined {
    if (this.before?.bytes === 0) return this.frame;
    if (this.lent?.turn === memory.turn) return this.lent.bytes;
    const place = memory.take(this.bytes);
    if (!place) return undefined;
    this.lent = { turn: memory.turn, bytes: this.joinInto(place) };
    return this.lent.bytes;
  }

  private joinInto(buffer: Buffer): Buffer {
    for (let link: PendingFrames | undefined = this; link; link = link.before) {
      if (link.before) buffer.set(link.frame, link.before.bytes);
    }
    return buffer;
  }
}
