import { parentPort, workerData } from 'node:worker_threads';
import { isBroken, openIndexForReading } from './index-file.ts';
import { openLogForReading } from './read-only-log.ts';
import { SearchIndex } from './search-index.ts';
import type { FromFinder, ThreadData, ToFinder } from './thread-messages.ts';

// Answers questions in a thread of its own: neither the sockets nor the indexing wait for them.
const port = parentPort;
if (!port) throw new Error('find-worker must run as a worker thread');
const { databaseUrl } = workerData as ThreadData;
const log = openLogForReading(databaseUrl);
const index = openIndexForReading(databaseUrl);
const searchIndex = new SearchIndex(index, log);

port.on('message', (message: ToFinder) => {
  if (message.type === 'close') {
    index.close();
    log.close();
    port.close();
  } else port.postMessage(answer(message.question, message.request));
});

function answer(question: number, request: Parameters<SearchIndex['find']>[0]): FromFinder {
  try {
    return { type: 'found', question, page: searchIndex.find(request) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { type: 'failed', question, reason, broken: isBroken(error) };
  }
}
