import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { isBroken, openIndex, removeIndex } from './index-file.ts';
import { Indexer } from './indexer.ts';
import { openLogForReading } from './read-only-log.ts';
import { restAfter } from './rest.ts';
import type { FromIndexer, ThreadData, ToIndexer } from './thread-messages.ts';

// Keeps the index in step with the log, in a thread of its own: nobody's message waits for it. Where the processor is
// busy, others go first (on Linux the priority is a thread's).
try {
  setPriority(5);
} catch {}

const port = parentPort;
if (!port) throw new Error('index-worker must run as a worker thread');
const { databaseUrl, life } = workerData as ThreadData;
const tell = (message: FromIndexer) => port.postMessage(message);

/** How long everybody hears of news before its indexing begins, ms: telling a room of a thousand takes a processor some 20. */
const HEAD_START_MS = 25;
/** When a disk that was full or did not answer is tried again, ms. */
const RETRY_MS = 1_000;

const log = openLogForReading(databaseUrl);
const index = openIndex(databaseUrl, life);
/** None after a write that failed: what it remembers may have been rolled back. */
let indexer: Indexer | undefined;
let ticket = 0;
/** At work, or at rest after it. */
let busy = false;
/** Whether there is something to index. */
let due = false;
/** Whether there was news since the last step. */
let news = false;
/** Since when, by performance.now(), there has been more to index than was. */
let behindSince: number | undefined;
let rest: NodeJS.Timeout | undefined;
let over = false;

function close(): void {
  over = true;
  clearTimeout(rest);
  index.close();
  log.close();
}

function schedule(ms: number): void {
  clearTimeout(rest);
  rest = setTimeout(work, ms);
}

/** A damaged index is deleted; this thread's successor builds it again. What the disk did not take is tried again in a while. */
function fail(error: unknown): void {
  if (isBroken(error)) {
    close();
    removeIndex(databaseUrl);
    throw error;
  }
  indexer = undefined;
  due = true;
  busy = true;
  schedule(RETRY_MS);
  tell({ type: 'stuck', reason: error instanceof Error ? error.message : String(error) });
}

// Steps are short, so that what the main thread says in between is heard.
function work(): void {
  if (over) return;
  busy = due;
  if (!due) return;
  const started = performance.now();
  try {
    if (!indexer) {
      indexer = new Indexer(index, log);
      indexer.compare();
    }
    due = indexer.step();
  } catch (error) {
    fail(error);
    return;
  }
  const now = performance.now();
  behindSince = due ? (behindSince ?? started) : undefined;
  if (!due) tell({ type: 'indexed', ticket });
  schedule(restAfter(now - started, news, now - (behindSince ?? now)));
  news = false;
}

function start(): void {
  due = true;
  if (busy) return;
  busy = true;
  schedule(HEAD_START_MS);
}

function take(message: Extract<ToIndexer, { type: 'changed' }>): void {
  ticket = message.ticket;
  news ||= message.rooms.length > 0;
  // Without an indexer everything will be compared.
  try {
    for (const room of message.rooms) indexer?.changed(room);
    for (const room of message.gone) indexer?.remove(room);
  } catch (error) {
    fail(error);
  }
  start();
}

port.on('message', (message: ToIndexer) => {
  if (message.type === 'changed') take(message);
  else if (message.type === 'close') {
    close();
    port.close();
  } else {
    close();
    removeIndex(databaseUrl);
    throw new Error('the search index is damaged');
  }
});

indexer = new Indexer(index, log);
tell({ type: 'opened', behind: indexer.compare() });
start();
