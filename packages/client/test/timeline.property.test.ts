import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_TIMELINE, firstSeq, reduceTimeline, type TimelineEvent, type TimelineState } from '../src/timeline.ts';
import type { OutboxEntry } from '../src/types.ts';
import { RoomModel } from './room-model.ts';
import { ANN, BOB, GENERAL } from './samples.ts';

type Step =
  | { do: 'bob posts' | 'deliver' | 'drop' | 'join' | 'older' | 'ack' | 'lose ack' | 'lose push' }
  | { do: 'ann writes' | 'edit'; n: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ do: 'bob posts' } as const) },
  { weight: 8, arbitrary: fc.constant({ do: 'deliver' } as const) },
  { weight: 2, arbitrary: fc.constant({ do: 'drop' } as const) },
  { weight: 3, arbitrary: fc.constant({ do: 'join' } as const) },
  { weight: 2, arbitrary: fc.constant({ do: 'older' } as const) },
  { weight: 4, arbitrary: fc.constant({ do: 'ack' } as const) },
  { weight: 1, arbitrary: fc.constant({ do: 'lose ack' } as const) },
  { weight: 1, arbitrary: fc.constant({ do: 'lose push' } as const) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('ann writes' as const), n: fc.nat(3) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('edit' as const), n: fc.nat(1_000) }) },
);

const PAGE = 5;
/** More missed changes than this and the server answers with a page. */
const REPLAY = 8;

/** One reader and the room, with what is on its way between them. */
class Simulation {
  readonly room = new RoomModel();
  state: TimelineState = EMPTY_TIMELINE;
  #live = false;
  /** Pushes go on after this `rev`. */
  #delivered = 0;
  #written = 0;
  /** The `rev` each row has shown so far. */
  readonly #revs = new Map<string, number>();
  readonly #unacked: OutboxEntry[] = [];

  run(next: Step): void {
    switch (next.do) {
      case 'bob posts':
        this.room.post(`bob-${this.room.seq}`, BOB, 'hello');
        break;
      case 'edit':
        if (this.room.seq > 0) this.room.edit(1 + (next.n % this.room.seq), `edited ${this.room.rev}`);
        break;
      case 'ann writes':
        for (let count = 0; count <= next.n; count += 1) this.#write();
        break;
      case 'ack':
        this.#ack();
        break;
      case 'lose ack':
        // Stored, but the line drops before the ack: the outbox sends it again later.
        if (this.#live && this.#unacked[0]) this.room.post(this.#unacked[0].id, ANN, this.#unacked[0].body);
        this.#live = false;
        break;
      case 'lose push':
        if (this.#delivered < this.room.rev) this.#delivered += 1;
        break;
      case 'deliver':
        this.#deliver(1);
        break;
      case 'drop':
        this.#live = false;
        break;
      case 'join':
        this.join();
        break;
      case 'older':
        this.#older();
        break;
    }
    this.#check();
  }

  join(): void {
    const { cursor } = this.state;
    const { rev, seq } = this.room;
    const missed = this.room.changedAfter(cursor?.since ?? 0);
    const resumes = cursor !== undefined && missed.length <= REPLAY;
    const messages = resumes ? missed : this.room.snapshot(Math.max(1, seq - PAGE + 1));
    const complete = resumes || (cursor === undefined && messages.length === seq);
    this.#reduce({ type: 'joined', messages, rev, seq, complete, resumed: cursor !== undefined, life: 'a' });
    this.#live = true;
    this.#delivered = rev;
    this.#check();
  }

  /** Everything that is on its way arrives. */
  finish(): void {
    this.join();
    while (this.#unacked.length > 0) this.#ack();
    this.#deliver(Number.POSITIVE_INFINITY);
    this.#check();
  }

  #write(): void {
    this.#written += 1;
    const entry = { id: `ann-${this.#written}`, room: GENERAL.id, body: 'mine', at: this.#written, author: ANN.id };
    this.#unacked.push(entry);
    this.#reduce({ type: 'queued', entry });
  }

  #ack(): void {
    const entry = this.#unacked.shift();
    if (!entry) return;
    this.#reduce({ type: 'acked', message: this.room.post(entry.id, ANN, entry.body), live: this.#live });
  }

  #deliver(count: number): void {
    if (!this.#live) return;
    const messages = this.room.log.slice(this.#delivered, this.#delivered + count);
    this.#delivered += messages.length;
    this.#reduce({ type: 'changes', messages });
    if (this.state.rev < this.#delivered) this.join();
  }

  #older(): void {
    if (!this.state.hasOlder) return;
    const before = firstSeq(this.state);
    this.#reduce({ type: 'older', messages: this.room.snapshot(Math.max(1, before - PAGE), before - 1) });
  }

  #reduce(event: TimelineEvent): void {
    this.state = reduceTimeline(this.state, event);
  }

  /** What holds at every moment. */
  #check(): void {
    const { rows, sent, head } = this.state;
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    const seqs = rows.flatMap((row) => (row.status === 'sent' ? [row.message.seq] : []));
    expect(seqs).toEqual(seqs.map((_, index) => head - sent + 1 + index));
    for (const row of rows) {
      if (row.status !== 'sent') continue;
      expect(row.message.rev).toBeGreaterThanOrEqual(this.#revs.get(row.id) ?? 0);
      this.#revs.set(row.id, row.message.rev);
    }
    expect(rows.slice(0, sent).every((row) => row.status === 'sent')).toBe(true);
    expect(rows.slice(sent).some((row) => row.status === 'sent')).toBe(false);
  }
}

describe('G5: the timeline converges', () => {
  it('after any mix of changes, joins, losses and acks it equals a fresh snapshot', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const simulation = new Simulation();
        for (const next of steps) simulation.run(next);
        simulation.finish();
        const { room, state } = simulation;
        const held = state.rows.map((row) => (row.status === 'sent' ? row.message : row));
        expect(held).toEqual(room.snapshot(firstSeq(state)));
        expect(state).toMatchObject({ rev: room.rev, head: room.seq, hasOlder: firstSeq(state) > 1 });
        expect(state.acked.size).toBe(0);
      }),
      { numRuns: 1_000 },
    );
  });
});
