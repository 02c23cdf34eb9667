import type { Clock } from '../../clock.ts';
import { startWorkerThread, type WorkerThread } from '../worker-thread.ts';
import type { FromIndexer, ThreadData, ToIndexer } from './thread-messages.ts';

/** News is gathered for this long, ms: many messages are indexed in one transaction. */
const GATHER_MS = 100;
/** A thread that died is started again after this long, ms. */
const RESTART_MS = 1_000;
/** Changes that a start may have to read without being called a rebuild: about a second of work. */
const SMALL = 10_000;

export interface IndexThreadOptions extends ThreadData {
  clock: Clock;
  /** Hears that the thread died; it is started again. */
  onFailed: (error: Error) => void;
  /** Hears that the index could not be written; it is tried again. */
  onStuck: (error: Error) => void;
}

interface Waiter {
  ticket: number;
  resolve: () => void;
}

/** The main thread's side of the thread that indexes: tells it which rooms changed, and knows how far it is. */
export class IndexThread {
  private worker: WorkerThread<ToIndexer> | undefined;
  private readonly rooms = new Set<string>();
  private readonly gone = new Set<string>();
  private told = 0;
  private indexed = -1;
  private behind = 0;
  private waiters: Waiter[] = [];
  private gathering: (() => void) | undefined;
  private restarting: (() => void) | undefined;
  private open = false;
  private stuck = false;
  private closed = false;

  constructor(private readonly options: IndexThreadOptions) {}

  /** Starts the thread, which compares the index with the log and catches up. */
  start(): void {
    const { databaseUrl, life, clock, onFailed } = this.options;
    this.indexed = -1;
    this.worker = startWorkerThread<ToIndexer, FromIndexer>(
      'search/index-worker',
      { databaseUrl, life } satisfies ThreadData,
      (message) => this.take(message),
      (error) => {
        this.worker = undefined;
        this.open = false;
        this.stuck = false;
        onFailed(error);
        this.restarting = clock.after(RESTART_MS, () => this.start());
      },
    );
    this.tell();
  }

  /** Whether there is an index to ask. */
  get isOpen(): boolean {
    return this.open;
  }

  /** Whether it will take a while until everything can be found: old messages are being read, or the disk takes nothing. */
  get lagging(): boolean {
    return this.stuck || (this.indexed < 0 && this.behind > SMALL);
  }

  /** A room has a new change. */
  changed(room: string): void {
    this.rooms.add(room);
    this.gather();
  }

  /** A room was deleted. */
  removed(room: string): void {
    this.rooms.delete(room);
    this.gone.add(room);
    this.gather();
  }

  /** Resolves once everything that was reported until now is in the index. */
  caughtUp(): Promise<void> {
    if (this.gathering) this.tell();
    const ticket = this.told;
    if (this.indexed >= ticket) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push({ ticket, resolve }));
  }

  /** The index is damaged: it is deleted and built again. */
  discard(): void {
    this.worker?.send({ type: 'discard' });
  }

  /** Ends the thread in good order. What it has not indexed yet it finds at the next start. */
  async close(): Promise<void> {
    this.closed = true;
    this.gathering?.();
    this.restarting?.();
    await this.worker?.end({ type: 'close' });
    this.settle(Number.POSITIVE_INFINITY);
  }

  private gather(): void {
    if (!this.closed) this.gathering ??= this.options.clock.after(GATHER_MS, () => this.tell());
  }

  private tell(): void {
    this.gathering?.();
    this.gathering = undefined;
    // A thread that is not there compares everything when it starts.
    if (!this.worker) return;
    this.told += 1;
    this.worker.send({ type: 'changed', ticket: this.told, rooms: [...this.rooms], gone: [...this.gone] });
    this.rooms.clear();
    this.gone.clear();
  }

  private take(message: FromIndexer): void {
    if (message.type === 'opened') {
      this.behind = message.behind;
      this.open = true;
      return;
    }
    this.stuck = message.type === 'stuck';
    if (message.type === 'stuck') {
      this.options.onStuck(new Error(message.reason));
      return;
    }
    this.indexed = message.ticket;
    this.settle(message.ticket);
  }

  private settle(ticket: number): void {
    const done = this.waiters.filter((waiter) => waiter.ticket <= ticket);
    this.waiters = this.waiters.filter((waiter) => waiter.ticket > ticket);
    for (const { resolve } of done) resolve();
  }
}
