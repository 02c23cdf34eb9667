import { randomUUID } from 'node:crypto';
import type { Worker } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { startServer } from '../support/server.ts';

/** A server, and the first thread that it started: the one that writes. */
async function serverWithWriter() {
  const threads: Worker[] = [];
  const note = (thread: Worker) => threads.push(thread);
  process.on('worker', note);
  onTestFinished(() => void process.off('worker', note));
  const server = await startServer();
  const [writer] = threads;
  if (!writer) throw new Error('the server started no thread');
  return { server, writer };
}

test('what the writer has committed when it dies reaches everybody, and is there once', async () => {
  const { server, writer } = await serverWithWriter();
  const [ada, bo] = await Promise.all([server.connect('Ada'), server.connect('Bo')]);
  await Promise.all([ada.join('general'), bo.join('general')]);
  const id = randomUUID();
  const post = { type: 'message', id, room: 'general', body: 'is it there, @Bo?' };

  // It dies between the commit and the word about it.
  writer.removeAllListeners('message');
  const refused = ada.error(post);
  const database = new Sqlite(server.databasePath, { readonly: true });
  const stored = database.prepare('SELECT "seq" FROM "Message" WHERE "id" = ?');
  while (!stored.get(id)) await new Promise(setImmediate);
  database.close();
  await writer.terminate();

  expect(await refused).toMatchObject({ code: 'unavailable', retryAfterMs: 2_000 });
  expect(server.errors.splice(0)).toEqual([expect.stringContaining('a commit failed')]);
  expect(await bo.next('message')).toMatchObject({ id, seq: 1, body: post.body });
  expect(await ada.ack(post)).toMatchObject({ seq: 1 });
  expect(await ada.post('general', 'the next')).toMatchObject({ seq: 2 });
  expect(await bo.next('message')).toMatchObject({ seq: 2, body: 'the next' });
});
