import type { SearchPage, SearchRequest } from './search-request.ts';

/** What the threads of the search are started with. */
export interface ThreadData {
  databaseUrl: string;
  /** See log/life.ts. */
  life: string;
}

/** Main thread → the thread that indexes. */
export type ToIndexer =
  | { type: 'changed'; ticket: number; rooms: string[]; gone: string[] }
  | { type: 'discard' }
  | { type: 'close' };
/**
 * The thread that indexes → main thread. `indexed`: everything up to this ticket is. `stuck`: the index could not be written,
 * and is tried again.
 */
export type FromIndexer =
  | { type: 'opened'; behind: number }
  | { type: 'indexed'; ticket: number }
  | { type: 'stuck'; reason: string };

/** Main thread → the thread that answers. */
export type ToFinder = { type: 'find'; question: number; request: SearchRequest } | { type: 'close' };
/** The thread that answers → main thread. */
export type FromFinder =
  | { type: 'found'; question: number; page: SearchPage }
  | { type: 'failed'; question: number; reason: string; broken: boolean };
