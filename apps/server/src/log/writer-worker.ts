import { parentPort, workerData } from 'node:worker_threads';
import { commitBatch } from './commit-batch.ts';
import { openDatabase } from './database.ts';
import { PreparedSqlite } from './prepared-sqlite.ts';
import type { ToWriter } from './writer.ts';

// The only place that writes while the server runs. It has a thread of its own because SQLite's fsync blocks the
// thread it runs on, and a disk that stalls must not stall the sockets.
const { databaseUrl } = workerData as { databaseUrl: string };
const port = parentPort;
if (!port) throw new Error('writer-worker must run as a worker thread');
const opening = open();
// A thread that has no database ends, once it has told its waiting commits so: the next commit starts another.
opening.catch((error: unknown) =>
  setImmediate(() => {
    throw error;
  }),
);

port.on('message', async (message: ToWriter) => {
  if (message.type === 'close') {
    const { database, prepared } = await opening;
    prepared.close();
    await database.close();
    port.close();
    return;
  }
  try {
    const { database, prepared } = await opening;
    port.postMessage({
      type: 'committed',
      batch: message.batch,
      result: await commitBatch({ prisma: database.prisma, prepared }, message.operations),
    });
  } catch (error) {
    port.postMessage({
      type: 'failed',
      batch: message.batch,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
});

async function open() {
  const database = await openDatabase(databaseUrl);
  return { database, prepared: new PreparedSqlite(databaseUrl) };
}
