import { randomUUID } from 'node:crypto';
import type { AckMessage, JoinedMessage, Message } from '@confab/protocol';
import { expect, test } from 'vitest';
import type { TestClient } from '../support/client.ts';
import { readHistory } from '../support/history.ts';
import { type Random, withSeed } from '../support/random.ts';
import type { Guest } from '../support/server.ts';
import { dataFolder, type ServerProcess, startProcess } from '../support/server-process.ts';

// G1 durable: An `ack` for a message, edit, deletion or reaction is sent only after it is committed to the database in
// a way that survives `kill -9`. G2 exactly once: Sending it again never creates a second message. G3 one order.

const KILLS = 6;
const AUTHORS = 4;

interface Posted {
  id: string;
  body: string;
  ack: AckMessage | undefined;
}

/** Somebody who writes without waiting for acks, and sends again what a crash left open. */
class Author {
  readonly posts: Posted[] = [];
  /** Message id → the body that an acknowledged edit gave it; undefined while the ack is open. */
  readonly edits = new Map<string, string | undefined>();
  readonly deletions = new Map<string, boolean>();
  readonly reactions = new Map<string, boolean>();

  constructor(readonly guest: Guest) {}

  /** Writes until the server dies. */
  async write(client: TestClient, random: Random): Promise<void> {
    const settled: Promise<unknown>[] = [];
    const track = (change: Promise<void>) => settled.push(change.catch(() => undefined));
    for (const post of this.posts) if (!post.ack) track(this.send(client, post));
    while (client.socket.readyState === client.socket.OPEN) {
      track(this.change(client, random));
      // One in eight waits, so that several are always under way.
      if (random.below(8) === 0) await settled.at(-1);
    }
    await Promise.all(settled);
  }

  /** Sends what is still open, and waits. */
  async finish(client: TestClient): Promise<void> {
    await Promise.all(this.posts.filter((post) => !post.ack).map((post) => this.send(client, post)));
  }

  private change(client: TestClient, random: Random): Promise<void> {
    const target = random.pick(
      this.posts.filter(({ id, ack }) => ack && !this.edits.has(id) && !this.deletions.has(id)),
    );
    const dice = random.below(10);
    if (target && dice === 0) return this.edit(client, target.id);
    if (target && dice === 1) return this.remove(client, target.id);
    if (target && dice === 2 && !this.reactions.has(target.id)) return this.react(client, target.id);
    const post: Posted = { id: randomUUID(), body: `${this.guest.user.name} ${this.posts.length}`, ack: undefined };
    this.posts.push(post);
    return this.send(client, post);
  }

  private async send(client: TestClient, post: Posted): Promise<void> {
    const { id, body } = post;
    post.ack = await client.ack({ type: 'message', room: 'general', id, body });
  }

  private async edit(client: TestClient, message: string): Promise<void> {
    this.edits.set(message, undefined);
    const body = `${message} edited`;
    await client.ack({ type: 'edit', room: 'general', message, body });
    this.edits.set(message, body);
  }

  private async remove(client: TestClient, message: string): Promise<void> {
    this.deletions.set(message, false);
    await client.ack({ type: 'delete', room: 'general', message });
    this.deletions.set(message, true);
  }

  private async react(client: TestClient, message: string): Promise<void> {
    this.reactions.set(message, false);
    await client.ack({ type: 'react', room: 'general', message, emoji: '👍', on: true });
    this.reactions.set(message, true);
  }
}

test('G1, G2, G3: six times kill -9 in the middle of a load, and every acknowledged change is there, once, in order', async () => {
  await withSeed(async (random) => {
    const dataDir = await dataFolder();
    let server = startProcess(dataDir);
    const authors = await Promise.all(Array.from({ length: AUTHORS }, (_, i) => enter(server, `Author ${i}`)));
    for (let kill = 0; kill < KILLS; kill += 1) {
      await loadAndKill(server, authors, random);
      server = startProcess(dataDir);
    }
    for (const author of authors) await author.finish(await server.connect(author.guest.token));

    const [first] = authors as [Author];
    const history = await readHistory(server, first.guest, 'general');
    const head = await (await server.connect(first.guest.token)).join('general');
    expectOneOrder(history, head);
    for (const author of authors) expectKept(author, new Map(history.map((message) => [message.id, message])));
    expect(history).toHaveLength(authors.reduce((sum, author) => sum + author.posts.length, 0));
  });
}, 90_000);

test('C7: what one has written is read, also where the server is killed before it has noted so', async () => {
  const dataDir = await dataFolder();
  const server = startProcess(dataDir);
  const [ada, bo] = [await enter(server, 'Ada'), await enter(server, 'Bo')];
  const client = await server.connect(ada.guest.token);
  await (await server.connect(bo.guest.token)).post('general', 'first');
  for (const body of ['one', 'two']) await client.post('general', body);
  const { id: root } = await (await server.connect(bo.guest.token)).post('general', 'root');
  await client.ack({ type: 'message', id: randomUUID(), room: 'general', thread: root, body: 'in its thread only' });
  server.kill('SIGKILL');
  await server.end();
  const again = startProcess(dataDir);
  // Bo's message after them is unread, and a reply in a thread says nothing of the room.
  expect((await again.connect(ada.guest.token)).greeted.rooms).toMatchObject([{ head: 5, read: 3, unread: 1 }]);
  expect((await again.connect(bo.guest.token)).greeted.rooms).toMatchObject([{ head: 5, read: 4, unread: 0 }]);
}, 30_000);

async function enter(server: ServerProcess, name: string): Promise<Author> {
  const guest = (await server.call('POST', '/api/session/guest', { body: { name } })).body as Guest;
  const client = await server.connect(guest.token);
  await client.join('general');
  await client.leave();
  return new Author(guest);
}

/** Lets everybody write, and kills the server once it has acknowledged some of it. */
async function loadAndKill(server: ServerProcess, authors: Author[], random: Random): Promise<void> {
  const clients = await Promise.all(authors.map((author) => server.connect(author.guest.token)));
  const enough = 20 + random.below(60);
  let acks = 0;
  for (const client of clients) {
    client.socket.on('message', (data) => {
      if (data.toString().startsWith('{"type":"ack"')) acks += 1;
      if (acks >= enough) server.kill('SIGKILL');
    });
  }
  await Promise.all(authors.map((author, i) => author.write(clients[i] as TestClient, random)));
  await server.end();
}

function expectOneOrder(history: Message[], head: JoinedMessage): void {
  expect(history.map((message) => message.seq)).toEqual(history.map((_, i) => i + 1));
  expect(new Set(history.map((message) => message.rev)).size).toBe(history.length);
  expect(head.seq).toBe(history.length);
  expect(head.rev).toBe(Math.max(...history.map((message) => message.rev)));
}

function expectKept(author: Author, stored: Map<string, Message>): void {
  for (const { id, body, ack } of author.posts) {
    const message = stored.get(id);
    expect(message).toMatchObject({ id, seq: ack?.seq, at: ack?.at, author: author.guest.user });
    expect([author.deletions.has(id) ? '' : body, body, `${id} edited`]).toContain(message?.body);
  }
  for (const [id, body] of author.edits) if (body) expect(stored.get(id)?.body).toBe(body);
  for (const [id, done] of author.deletions)
    if (done) expect(stored.get(id)).toMatchObject({ deleted: true, body: '' });
  for (const [id, done] of author.reactions) {
    if (done && !author.deletions.has(id)) expect(stored.get(id)?.reactions).toMatchObject([{ emoji: '👍', count: 1 }]);
  }
  // What a crash left open was sent again before anything new, so the order of sending is the order of the room.
  const seqs = author.posts.map(({ ack }) => ack?.seq ?? 0);
  expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
}
