import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../src/outbox-storage.ts';
import { reduceTimeline } from '../src/reduce-timeline.ts';
import { EMPTY_TIMELINE, type TimelineEvent, type TimelineState } from '../src/timeline-state.ts';
import { RoomModel } from './room-model.ts';
import { ANN, BOB, GENERAL } from './samples.ts';

type Step =
  | { do: 'bob posts' | 'deliver' | 'drop' | 'join' | 'older' | 'newer' | 'latest' | 'ack' | 'lose ack' | 'lose push' }
  | { do: 'ann writes' | 'edit' | 'around'; n: number }
  | { do: 'scroll'; toEnd: boolean };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ do: 'bob posts' } as const) },
  { weight: 8, arbitrary: fc.constant({ do: 'deliver' } as const) },
  { weight: 2, arbitrary: fc.constant({ do: 'drop' } as const) },
  { weight: 3, arbitrary: fc.constant({ do: 'join' } as const) },
  { weight: 4, arbitrary: fc.constant({ do: 'older' } as const) },
  { weight: 4, arbitrary: fc.constant({ do: 'newer' } as const) },
  { weight: 1, arbitrary: fc.constant({ do: 'latest' } as const) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('around' as const), n: fc.nat(1_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('scroll' as const), toEnd: fc.boolean() }) },
  { weight: 4, arbitrary: fc.constant({ do: 'ack' } as const) },
  { weight: 1, arbitrary: fc.constant({ do: 'lose ack' } as const) },
  { weight: 1, arbitrary: fc.constant({ do: 'lose push' } as const) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('ann writes' as const), n: fc.nat(3) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('edit' as const), n: fc.nat(1_000) }) },
);

const PAGE = 5;
/** More missed changes than this and the server answers with a page. */
const REPLAY = 8;

/** Few enough that rows are let go at both ends all the time. */
const BOUNDS = { shown: 12, slack: 3, newest: 4 };

/** One reader and the room, with what is on its way between them. */
class Simulation {
  readonly room = new RoomModel();
  state: TimelineState = { ...EMPTY_TIMELINE, bounds: BOUNDS };
  #following = true;
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
        this.older();
        break;
      case 'newer':
        this.newer();
        break;
      case 'around':
        this.#around(next.n);
        break;
      case 'latest':
        this.#reduce({ type: 'latest' });
        break;
      case 'scroll':
        this.#following = next.toEnd;
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
    this.#reduce({ type: 'changes', messages, following: this.#following });
    if (this.state.rev < this.#delivered) this.join();
  }

  older(): void {
    const before = this.state.shown.first;
    if (this.state.hasOlder) this.#page('older', Math.max(1, before - PAGE), before - 1);
  }

  newer(): void {
    const from = this.state.shown.first + this.state.shown.rows.length;
    if (this.state.hasNewer) this.#page('newer', from, from + PAGE - 1);
  }

  #around(n: number): void {
    const { head, cursor } = this.state;
    if (!cursor || head === 0) return;
    const seq = 1 + (n % head);
    this.#page('around', Math.max(1, seq - 2), seq + 2);
    const wanted = this.room.snapshot(seq, seq)[0]?.id;
    expect(this.state.rows.some((row) => row.id === wanted)).toBe(true);
  }

  #page(type: 'older' | 'newer' | 'around', from: number, to: number): void {
    this.#reduce({ type, messages: this.room.snapshot(from, to) });
    this.#check();
  }

  #reduce(event: TimelineEvent): void {
    this.state = reduceTimeline(this.state, event);
  }

  /** What holds at every moment. */
  #check(): void {
    const { rows, shown, newest, head, hasNewer } = this.state;
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    expect(rows.slice(0, shown.rows.length)).toEqual(shown.rows);
    expect(rows.slice(shown.rows.length).some((row) => row.status === 'sent')).toBe(false);
    expect(rows.length > shown.rows.length && hasNewer).toBe(false);
    for (const run of newest ? [shown, newest] : [shown]) {
      expect(run.rows.map(({ message }) => message.seq)).toEqual(run.rows.map((_, index) => run.first + index));
    }
    const last = newest ?? shown;
    expect(last.first + last.rows.length - 1).toBe(head);
    for (const row of [...shown.rows, ...(newest?.rows ?? [])]) {
      expect(row.message.rev).toBeGreaterThanOrEqual(this.#revs.get(row.id) ?? 0);
    }
    for (const row of rows) if (row.status === 'sent') this.#revs.set(row.id, row.message.rev);
  }
}

/** Enough for any way through what 120 steps can write. */
const MANY_PAGES = 200;

describe('G5: the timeline converges', () => {
  it('after any mix of changes, joins, losses, acks and ways through history it equals a fresh snapshot', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const simulation = new Simulation();
        for (const next of steps) simulation.run(next);
        simulation.finish();
        const { room, state } = simulation;
        const held = state.rows.map((row) => (row.status === 'sent' ? row.message : row));
        expect(held).toEqual(room.snapshot(state.shown.first, state.shown.first + state.rows.length - 1));
        expect(state).toMatchObject({ rev: room.rev, head: room.seq, unsent: [] });
        expect(state.acked.size).toBe(0);
      }),
      { numRuns: 400 },
    );
  });

  it('from any place in history, going on leads to the first message and to the newest', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const simulation = new Simulation();
        for (const next of steps) simulation.run(next);
        simulation.finish();
        for (let pages = 0; simulation.state.hasOlder && pages < MANY_PAGES; pages += 1) simulation.older();
        expect(simulation.state).toMatchObject({ hasOlder: false, shown: { first: 1 } });
        for (let pages = 0; simulation.state.hasNewer && pages < MANY_PAGES; pages += 1) simulation.newer();
        const { rows, head } = simulation.state;
        const last = rows.at(-1);
        expect(last?.status === 'sent' ? last.message.seq : 0).toBe(head);
      }),
      { numRuns: 100 },
    );
  });
});
