/** How many are remembered of a room. Whoever has more than that to read sees the older ones counted as messages. */
const REMEMBERED = 10_000;

/**
 * Which of a room's messages stand in threads only: they don't count as unread in the room. The newest are remembered.
 */
export class ReplySeqs {
  /** @param seqs ascending */
  constructor(private seqs: number[] = []) {}

  /** Takes a new reply; `seq` is beyond all before. */
  add(seq: number): void {
    this.seqs.push(seq);
    // In bulk, once it is twice as long as it has to be.
    if (this.seqs.length > 2 * REMEMBERED) this.seqs = this.seqs.slice(-REMEMBERED);
  }

  /** How many lie after `seq`. */
  countAfter(seq: number): number {
    let low = 0;
    let high = this.seqs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.seqs[middle] ?? 0) > seq) high = middle;
      else low = middle + 1;
    }
    return this.seqs.length - low;
  }
}
