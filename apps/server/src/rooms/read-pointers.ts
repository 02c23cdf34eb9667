import type { Clock } from '../clock.ts';
import type { Append } from '../log/append.ts';
import type { ReadPointer } from '../log/operation.ts';
import type { Membership, Person } from './person.ts';
import type { Room } from './room.ts';

/** Writing counts as reading: the pointers that own messages moved are written together, this often, ms. */
const GATHER_MS = 1_000;

/** Moves read pointers: forward only, the same on all of a person's devices. */
export class ReadPointers {
  /** The memberships whose pointers have moved and are not written yet, and whose they are. */
  private readonly moved = new Map<Membership, Omit<ReadPointer, 'seq'>>();
  private scheduled = false;

  constructor(
    private readonly append: Append,
    private readonly clock: Clock,
  ) {}

  /**
   * Everything up to `seq` is read. Past the head means the head.
   * @returns the new pointer, where it moved
   */
  advance(person: Person, room: Room, seq: number): number | undefined {
    const membership = person.memberships.get(room.info.id);
    const to = Math.min(seq, room.seq);
    return membership && move(membership, to) ? to : undefined;
  }

  /** Moves the author's pointer to their own message; written within a second. */
  wrote(person: Person, room: Room, seq: number): void {
    const membership = person.memberships.get(room.info.id);
    if (!membership || !move(membership, seq)) return;
    if (!this.moved.has(membership)) this.moved.set(membership, { room: room.info.id, user: person.user.id });
    if (this.scheduled) return;
    this.scheduled = true;
    this.clock.after(GATHER_MS, () => this.flush());
  }

  /** Writes what a server that was killed had no time for: who has written up to where. */
  async recover(authors: readonly ReadPointer[]): Promise<void> {
    if (authors.length > 0) await this.append.submit({ kind: 'read', pointers: authors });
  }

  /** Writes what waits. */
  flush(): void {
    this.scheduled = false;
    if (this.moved.size === 0) return;
    const pointers = Array.from(this.moved, ([{ readSeq: seq }, whose]) => ({ ...whose, seq }));
    this.moved.clear();
    void this.append.submit({ kind: 'read', pointers });
  }
}

/** Forward only. @returns whether it moved */
function move(membership: Membership, to: number): boolean {
  if (to <= membership.readSeq) return false;
  membership.readSeq = to;
  if (membership.mentions.length > 0) membership.mentions = membership.mentions.filter((mention) => mention > to);
  return true;
}
