import type { Clock } from '../../clock.ts';
import { startWorkerThread, type WorkerThread } from '../worker-thread.ts';
import { IndexThread } from './index-thread.ts';
import type { SearchPage, SearchRequest } from './search-request.ts';
import type { FromFinder, ThreadData, ToFinder } from './thread-messages.ts';

/** A search waits this long, ms, until what was committed before it can be found; then it answers without. */
const FRESHNESS_MS = 2_000;
/** Questions that may wait. */
const MOST_QUESTIONS = 200;

export interface LogSearchOptions extends ThreadData {
  clock: Clock;
  /** Hears what went wrong and is being mended. */
  onFailed: (error: Error) => void;
}

/** The answer to a search. */
export interface SearchAnswer extends SearchPage {
  /** Messages are still to be indexed, for longer than a moment: there may be more hits than these. */
  indexing: boolean;
}

type Settle = (page: SearchPage | undefined) => void;

/**
 * Full-text search over the log. The index is a cache in a file of its own, filled by one thread and asked by another;
 * writers wait for neither.
 */
export class LogSearch {
  private readonly index: IndexThread;
  private finder: WorkerThread<ToFinder> | undefined;
  private questions = 0;
  private readonly asked = new Map<number, Settle>();

  constructor(private readonly options: LogSearchOptions) {
    this.index = new IndexThread({
      ...options,
      onFailed: (error) => {
        // It may come back with a new file.
        void this.endFinder();
        options.onFailed(error);
      },
      onStuck: options.onFailed,
    });
  }

  /** Starts to catch up with the log. */
  start(): void {
    this.index.start();
  }

  /** A room has a new change. */
  readonly changed = (room: string): void => this.index.changed(room);

  /** A room was deleted. */
  readonly removed = (room: string): void => this.index.removed(room);

  /** Resolves once everything committed until now can be found. */
  caughtUp(): Promise<void> {
    return this.index.caughtUp();
  }

  /**
   * Finds messages; those acknowledged before the question are among them, unless the index is more than a moment behind.
   * @returns undefined where that is not possible now: too many questions wait, or the index is being mended
   */
  async find(request: SearchRequest): Promise<SearchAnswer | undefined> {
    if (this.asked.size >= MOST_QUESTIONS) return undefined;
    if (!this.index.lagging) await this.within(FRESHNESS_MS, this.index.caughtUp());
    if (!this.index.isOpen) return undefined;
    const page = await this.ask(request);
    return page && { ...page, indexing: this.index.lagging };
  }

  /** Ends both threads. */
  async close(): Promise<void> {
    await this.endFinder();
    await this.index.close();
  }

  private ask(request: SearchRequest): Promise<SearchPage | undefined> {
    return new Promise((settle) => {
      this.questions += 1;
      this.asked.set(this.questions, settle);
      this.running().send({ type: 'find', question: this.questions, request });
    });
  }

  // Started by the first question.
  private running(): WorkerThread<ToFinder> {
    const { databaseUrl, life, onFailed } = this.options;
    this.finder ??= startWorkerThread<ToFinder, FromFinder>(
      'search/find-worker',
      { databaseUrl, life } satisfies ThreadData,
      (answer) => this.take(answer),
      (error) => {
        this.finder = undefined;
        this.giveUp();
        onFailed(error);
      },
    );
    return this.finder;
  }

  private take(answer: FromFinder): void {
    const settle = this.asked.get(answer.question);
    this.asked.delete(answer.question);
    settle?.(answer.type === 'found' ? answer.page : undefined);
    if (answer.type === 'found') return;
    this.options.onFailed(new Error(answer.reason));
    if (answer.broken) this.index.discard();
  }

  private async endFinder(): Promise<void> {
    const finder = this.finder;
    this.finder = undefined;
    this.giveUp();
    await finder?.end({ type: 'close' });
  }

  private giveUp(): void {
    for (const settle of this.asked.values()) settle(undefined);
    this.asked.clear();
  }

  private async within(ms: number, event: Promise<void>): Promise<void> {
    let cancel = () => {};
    const late = new Promise<void>((resolve) => {
      cancel = this.options.clock.after(ms, resolve);
    });
    await Promise.race([event, late]);
    cancel();
  }
}
