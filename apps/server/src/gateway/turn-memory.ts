/** Bytes: what a processor's cache holds, so that the kernel finds there what has just been put together. */
const SIZE = 256 * 1024;

/** Memory for what is written at once and then forgotten: a fresh buffer for each socket and turn is a page fault each. */
export class TurnMemory {
  /** Another one whenever earlier pieces have lost their bytes; no two memories share one. */
  turn: object = {};
  private readonly bytes = Buffer.allocUnsafeSlow(SIZE);
  private used = 0;

  /** A piece of it, good until `clear`; undefined where it does not fit any more. */
  take(length: number): Buffer | undefined {
    const begin = this.used;
    if (begin + length > SIZE) return undefined;
    this.used = begin + length;
    return this.bytes.subarray(begin, this.used);
  }

  /** Takes every piece back. */
  clear(): void {
    if (this.used === 0) return;
    this.used = 0;
    this.turn = {};
  }
}
