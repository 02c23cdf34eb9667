import { copyFileSync, rmSync } from 'node:fs';
import type { JoinedMessage, MessagePush } from '@confab/protocol';
import { describe, expect, test } from 'vitest';
import type { TestClient } from '../support/client.ts';
import { sharedServer, startServer, type TestServer } from '../support/server.ts';

// G4: join with `since` answers either every message changed after it, each once in its latest state, by ascending
// `rev` (complete: true), or the newest page with complete: false.

/** A room in which Ada said "1" to "5", then edited 2, deleted 3 and reacted to 1: rev 8. */
async function story(server: TestServer) {
  const guest = await server.guest('Ada');
  const room = await server.createRoom(guest);
  const ada = await server.connect(guest);
  await ada.join(room);
  const posts: { id: string; seq: number; rev: number }[] = [];
  for (let i = 1; i <= 5; i += 1) posts.push(await ada.post(room, String(i)));
  const id = (seq: number) => posts[seq - 1]?.id ?? '';
  await ada.ack({ type: 'edit', room, message: id(2), body: '2, edited' });
  await ada.ack({ type: 'delete', room, message: id(3) });
  await ada.ack({ type: 'react', room, message: id(1), emoji: '👍', on: true });
  return { guest, room, ada, id };
}

const seqs = (joined: JoinedMessage) => joined.messages.map((message) => message.seq);

const where: [string, Record<string, string>, (server: TestServer) => Promise<void>][] = [
  ['in the tail', {}, async () => undefined],
  ['in the database, after a restart', {}, (server) => server.restart()],
  ['in the database, with no memory for tails', { TAIL_BYTES: '0' }, async () => undefined],
];

describe.each(where)('G4 no silent gap: a cursor that lies %s', (_name, settings, prepare) => {
  const server = sharedServer(settings);
  /** The story, told; somebody who comes to it now. */
  const toldStory = async () => {
    const told = await story(server());
    await prepare(server());
    return { ...told, client: await server().connect(told.guest) };
  };

  test('gets every message changed after it, once, latest state, by ascending rev', async () => {
    const { room, id, client } = await toldStory();
    const life = client.greeted.server.life;

    for (const cursor of [
      { since: 4 },
      { since: 4, sinceId: id(4) },
      { since: 4, sinceId: id(4), life },
      { since: 4, life },
    ]) {
      const joined = await client.join(room, cursor);
      expect(joined).toMatchObject({ rev: 8, seq: 5, complete: true });
      expect(seqs(joined)).toEqual([5, 2, 3, 1]);
      expect(joined.messages.map((message) => message.rev)).toEqual([5, 6, 7, 8]);
      expect(joined.messages.map((message) => message.body)).toEqual(['5', '2, edited', '', '1']);
    }
    expect(seqs(await client.join(room, { since: 0 }))).toEqual([4, 5, 2, 3, 1]);
    expect(seqs(await client.join(room, { since: 6 }))).toEqual([3, 1]);
    expect(seqs(await client.join(room, { since: 6, sinceId: id(2) }))).toEqual([3, 1]);
  });

  test('a cursor at the head gets nothing, complete', async () => {
    const { room, id, client } = await toldStory();
    for (const cursor of [{ since: 8 }, { since: 8, sinceId: id(1) }]) {
      expect(await client.join(room, cursor)).toMatchObject({ rev: 8, messages: [], complete: true });
    }
  });

  test('gets the newest page, complete: false, where the cursor cannot be right', async () => {
    const { room, id, client } = await toldStory();
    for (const [why, cursor] of Object.entries({
      'ahead of the room': { since: 9 },
      'far ahead of the room': { since: Number.MAX_SAFE_INTEGER, sinceId: id(1) },
      'another message has that rev': { since: 5, sinceId: id(4) },
      'the message has only older changes': { since: 8, sinceId: id(5) },
      'the message never was': { since: 4, sinceId: 'unheard-of' },
      'another life of the database': { since: 4, sinceId: id(4), life: 'another life' },
      'another life, at the start': { since: 0, life: 'another life' },
      'another life, at the head': { since: 8, life: 'another life' },
    })) {
      const joined = await client.join(room, cursor);
      expect(joined, why).toMatchObject({ rev: 8, seq: 5, complete: false });
      expect(seqs(joined), why).toEqual([1, 2, 3, 4, 5]);
    }
  });

  test('without since: the newest page, complete only if that is the whole room', async () => {
    const { guest, room, ada, client } = await toldStory();
    expect(await client.join(room)).toMatchObject({ complete: true });
    const writer = ada.socket.readyState === ada.socket.OPEN ? ada : client;
    for (let i = 6; i <= 60; i += 1) await writer.post(room, String(i));
    const page = await (await server().connect(guest)).join(room);
    expect(page).toMatchObject({ complete: false, seq: 60 });
    expect(seqs(page)).toEqual(Array.from({ length: 50 }, (_, i) => i + 11));
  });
});

describe('G4 no silent gap: too much was missed', () => {
  test.each([
    ['the tail', false],
    ['the database', true],
  ])('beyond RESUME_MESSAGES, read from %s', async (_name, restart) => {
    const server = await startServer({ RESUME_MESSAGES: '3', TAIL_BYTES: restart ? '0' : '1000000' });
    const { guest, room } = await story(server);
    if (restart) await server.restart();
    const client = await server.connect(guest);
    expect(seqs(await client.join(room, { since: 6 }))).toEqual([3, 1]);
    expect(seqs(await client.join(room, { since: 5 }))).toEqual([2, 3, 1]);
    if (restart) expect(await client.join(room, { since: 4 })).toMatchObject({ complete: false });
  });
});

describe('G4 no silent gap: a restored backup', () => {
  /** What a client held: the cursor of its last look, and every message by id. */
  async function look(client: TestClient, room: string) {
    const { life } = client.greeted.server;
    const { rev, messages } = await client.join(room);
    const sinceId = messages.find((message) => message.rev === rev)?.id;
    return { since: rev, life, ...(sinceId === undefined ? {} : { sinceId }) };
  }

  test.each([
    ['the database file alone', ['']],
    ['the database file with its -wal and -shm', ['', '-wal', '-shm']],
  ])('%s, copied back under a stopped server, is noticed', async (_name, parts) => {
    const server = await startServer();
    const { guest, room, ada } = await story(server);
    await server.stop();
    for (const part of parts) copy(`${server.databasePath}${part}`, `${server.databasePath}.backup${part}`);
    await server.start();

    const before = await server.connect(guest);
    await before.post(room, 'will be lost');
    const cursor = await look(before, room);
    await server.stop();
    for (const part of ['', '-wal', '-shm']) rmSync(`${server.databasePath}${part}`, { force: true });
    for (const part of parts) copy(`${server.databasePath}.backup${part}`, `${server.databasePath}${part}`);
    await server.start();

    // Another future, which reaches the same rev.
    const after = await server.connect(guest);
    expect(after.greeted.server.life).not.toBe(cursor.life);
    await after.post(room, 'instead of it');
    const joined = await after.join(room, cursor);
    expect(joined).toMatchObject({ complete: false, rev: cursor.since });
    expect(joined.messages.at(-1)?.body).toBe('instead of it');
    const { life, ...withoutLife } = cursor;
    expect(await after.join(room, withoutLife)).toMatchObject({ complete: false });
    expect(ada.greeted.server.life).toBe(life);
  });

  test('a plain restart is the same life', async () => {
    const server = await startServer();
    const { guest, room, ada } = await story(server);
    const cursor = { ...(await look(ada, room)), since: 6 };
    const { sinceId: _, ...rest } = cursor;
    await server.restart();
    const again = await server.connect(guest);
    expect(await again.join(room, rest)).toMatchObject({ complete: true });
  });
});

test('G4: pushes follow joined.rev without a hole', async () => {
  const server = await startServer();
  const { guest, room, ada, id } = await story(server);
  const client = await server.connect(guest);
  const { rev } = await client.join(room, { since: 3 });
  await ada.post(room, '6');
  await ada.ack({ type: 'edit', room, message: id(1), body: 'x' });
  await ada.ack({ type: 'delete', room, message: id(1) });
  await client.settled();
  expect(client.pushed().map((push: MessagePush) => push.rev)).toEqual([rev + 1, rev + 2, rev + 3]);
});

function copy(from: string, to: string): void {
  try {
    copyFileSync(from, to);
  } catch (error) {
    // A stopped server leaves neither -wal nor -shm.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
