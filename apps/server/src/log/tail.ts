import type { Change } from './operation.ts';

/** What the tail says to a cursor; `changes` hold each message changed after it once, latest state, by ascending `rev`. */
export type TailAnswer = { kind: 'changes'; changes: Change[] } | { kind: 'mismatch' } | { kind: 'beyond' };

/**
 * The recent changes of one room, already encoded. Complete above its floor by construction: it hears every change
 * from the start of the server on, and only ever forgets the oldest.
 */
export class Tail {
  private changes: Change[] = [];
  private first = 0;
  /** UTF-16 code units held. */
  size = 0;

  /**
   * @param floor the rev up to which this tail knows nothing
   * @param floorId the message that had that rev, where known
   */
  constructor(
    private floor: number,
    private floorId: string | undefined,
    private readonly maxChanges = 1_000,
    private readonly maxSize = 1024 * 1024,
  ) {}

  /** Takes the next change. One that leaves a hole makes everything before it unusable, so that is forgotten. */
  add(change: Change): void {
    if (change.rev !== this.floor + (this.changes.length - this.first) + 1) {
      this.clear();
      this.floor = change.rev - 1;
      this.floorId = undefined;
    }
    this.changes.push(change);
    this.size += change.json.length;
    while (this.changes.length - this.first > this.maxChanges || this.size > this.maxSize) this.forgetOldest();
  }

  /** Whether a change of somebody's message is among those held. */
  wroteIn(user: string): boolean {
    return this.changes.some((change) => change.author === user);
  }

  /** Forgets everything; later cursors are answered by the database. */
  clear(): void {
    const newest = this.changes.at(-1);
    if (!newest) return;
    this.floor = newest.rev;
    this.floorId = newest.id;
    this.changes = [];
    this.first = 0;
    this.size = 0;
  }

  /**
   * Reads on from a cursor.
   * @returns the changes; `mismatch` where `sinceId` did not have that rev here; `beyond` where the tail does not reach back
   */
  since(rev: number, sinceId: string | undefined): TailAnswer {
    if (rev < this.floor) return { kind: 'beyond' };
    const start = this.first + (rev - this.floor);
    if (start > this.changes.length) return { kind: 'mismatch' };
    const id = rev === this.floor ? this.floorId : this.changes[start - 1]?.id;
    if (sinceId !== undefined && rev > 0) {
      if (id === undefined) return { kind: 'beyond' };
      if (id !== sinceId) return { kind: 'mismatch' };
    }
    return { kind: 'changes', changes: latest(this.changes, start) };
  }

  private forgetOldest(): void {
    const oldest = this.changes[this.first];
    if (!oldest) return;
    this.floor = oldest.rev;
    this.floorId = oldest.id;
    this.size -= oldest.json.length;
    this.first += 1;
    // Shift in bulk: once half of the array is forgotten.
    if (this.first > 64 && this.first * 2 > this.changes.length) {
      this.changes = this.changes.slice(this.first);
      this.first = 0;
    }
  }
}

// Each message once, in its latest state: a change counts if no later one has its id.
function latest(changes: readonly Change[], start: number): Change[] {
  const seen = new Set<string>();
  const kept: Change[] = [];
  for (let i = changes.length - 1; i >= start; i -= 1) {
    const change = changes[i] as Change;
    if (seen.has(change.id)) continue;
    seen.add(change.id);
    kept.push(change);
  }
  return kept.reverse();
}
