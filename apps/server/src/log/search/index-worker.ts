import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { isBroken, openIndex, removeIndex } from './index-file.ts';
import { Indexer } from './indexer.ts';
import { openLogForReading } from './read-only-log.ts';
import type { FromIndexer, ThreadData, ToIndexer } from './thread-messages.ts';

/** Steps without a rest between them. */
const BRISK_STEPS = 8;

// Keeps the index in step with the log, in a thread of its own: nobody's message waits for it. Where the processor is
// busy, others go first (on Linux the priority is a thread's).
try {
  setPriority(5);
} catch {}

const port = parentPort;
if (!port) throw new Error('index-worker must run as a worker thread');
const { databaseUrl, life } = workerData as ThreadData;
const tell = (message: FromIndexer) => port.postMessage(message);

const log = openLogForReading(databaseUrl);
const index = openIndex(databaseUrl, life);
const indexer = new Indexer(index, log);
let ticket = 0;
let working = false;
/** Steps since there was nothing to do. */
let steps = 0;
let over = false;

function close(): void {
  over = true;
  index.close();
  log.close();
}

/** A damaged index is deleted; this thread's successor builds it again. */
function fail(error: unknown): never {
  close();
  if (isBroken(error)) removeIndex(databaseUrl);
  throw error;
}

// Steps are short, so that what the main thread says in between is heard. After a few without an end, in a flood or
// while everything is indexed anew, each is followed by a rest as long: posting and reading come first.
function work(): void {
  if (over) return;
  const started = performance.now();
  let more: boolean;
  try {
    more = indexer.step();
  } catch (error) {
    fail(error);
  }
  steps += 1;
  if (more && steps <= BRISK_STEPS) setImmediate(work);
  else if (more) setTimeout(work, performance.now() - started);
  else {
    working = false;
    steps = 0;
    tell({ type: 'indexed', ticket });
  }
}

function start(): void {
  if (working) return;
  working = true;
  setImmediate(work);
}

function take(message: Extract<ToIndexer, { type: 'changed' }>): void {
  ticket = message.ticket;
  for (const room of message.rooms) indexer.changed(room);
  for (const room of message.gone) indexer.remove(room);
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

tell({ type: 'opened', behind: indexer.compare() });
start();
