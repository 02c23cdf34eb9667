import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { isBroken, openIndex, removeIndex } from './index-file.ts';
import { Indexer } from './indexer.ts';
import { openLogForReading } from './read-only-log.ts';
import type { FromIndexer, ThreadData, ToIndexer } from './thread-messages.ts';

// Keeps the index in step with the log, in a thread of its own: nobody's message waits for it. It only gets what
// time of the processor nobody else wants (on Linux the priority is a thread's).
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

// Steps are short, so that what the main thread says in between is heard.
function work(): void {
  if (over) return;
  let more: boolean;
  try {
    more = indexer.step();
  } catch (error) {
    fail(error);
  }
  if (more) setImmediate(work);
  else {
    working = false;
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
