import { randomUUID } from 'node:crypto';
import { LIMITS, type Message, type ServerMessage } from '@confab/protocol';
import { describe, expect, test } from 'vitest';
import { isReply, type TestClient } from '../support/client.ts';
import { readHistory } from '../support/history.ts';
import { type Random, withSeed } from '../support/random.ts';
import { type Checkpoint, Replica } from '../support/replica.ts';
import { type Guest, startServer, type TestServer } from '../support/server.ts';

// G5 converges: Snapshot + pushed changes equals a fresh snapshot, after any mix of changes.
// G3 one order: Every client sees changes in `rev` order. G4: Pushes follow `joined.rev` without a hole.

const WRITERS = 5;
const CHANGES = 60;
const JOINERS = 8;
const EMOJI = ['👍', '🎉', ':parrot:'];

describe('G3, G4, G5: joins while five people post, reply in threads, edit, react, pin and delete', () => {
  test.each([
    ['recent changes in memory', {}],
    ['tails that forget all the time', { TAIL_BYTES: '3000' }],
    ['no tails, short replays', { TAIL_BYTES: '0', RESUME_MESSAGES: '40' }],
  ])('leave neither a gap nor a double: %s', async (_name, settings) => {
    await withSeed(async (random) => {
      const server = await startServer(settings);
      const owner = await server.guest('Owner');
      const room = await server.createRoom(owner);
      let writing = true;
      const writers = await Promise.all(Array.from({ length: WRITERS }, (_, i) => startWriter(server, room, i)));
      const joiners = await Promise.all(Array.from({ length: JOINERS }, () => startJoiner(server, room)));
      const posted: string[] = [];
      const rejoining = joiners.map((joiner) => joiner.rejoin(random, () => writing));
      await Promise.all(writers.map((writer) => writer.write(random, posted)));
      writing = false;
      await Promise.all(rejoining);
      await expectSameRoom(server, owner, room, joiners);
    });
  });
});

async function startWriter(server: TestServer, room: string, i: number) {
  const guest = await server.guest(`Writer ${i}`);
  const client = await server.connect(guest);
  await client.join(room);
  const pin = (message: string, on: boolean) =>
    server.call(on ? 'PUT' : 'DELETE', `/api/rooms/${room}/pins/${message}`, { token: guest.token });
  return { write: (random: Random, posted: string[]) => write({ client, pin, room }, random, posted) };
}

interface Writer {
  client: TestClient;
  pin: (message: string, on: boolean) => Promise<unknown>;
  room: string;
}

/** Changes a room at random; every change waits for its ack. */
async function write({ client, pin, room }: Writer, random: Random, posted: string[]): Promise<void> {
  const own: string[] = [];
  for (let i = 0; i < CHANGES; i += 1) {
    const mine = random.pick(own);
    const root = random.pick(posted);
    const dice = random.below(12);
    if (dice < 2 && mine) await client.request({ type: 'edit', room, message: mine, body: `edited ${i}` });
    else if (dice < 4 && mine) await client.request({ type: 'delete', room, message: mine });
    else if (dice < 6 && root) {
      const emoji = random.pick(EMOJI);
      await client.request({ type: 'react', room, message: root, emoji, on: random.below(3) > 0 });
    } else if (dice < 7 && root) {
      await pin(root, random.below(3) > 0);
    } else {
      // Only what is no reply goes among the roots.
      const thread = dice < 10 ? random.pick(posted) : undefined;
      const { id } = await client.post(room, `message ${i}`, thread === undefined ? {} : { thread });
      own.push(id);
      if (thread === undefined) posted.push(id);
    }
  }
}

/** A client that joins again and again from cursors of its past, and keeps a replica. */
class Joiner {
  readonly replica = new Replica();
  /** From where each join goes on, by its id. */
  private readonly asked = new Map<string, Checkpoint | undefined>();
  private readonly past: Checkpoint[] = [];
  private readonly leaves = new Set<string>();
  private read = 0;

  constructor(
    private readonly client: TestClient,
    private readonly room: string,
  ) {}

  async rejoin(random: Random, goOn: () => boolean): Promise<void> {
    do {
      const from = random.below(5) === 0 ? undefined : random.pick(this.past);
      await this.join(from, random.below(2) === 0);
      this.past.push(this.replica.checkpoint());
      if (random.below(3) === 0) {
        const id = randomUUID();
        this.leaves.add(id);
        await this.client.ack({ type: 'leave', room: this.room, id });
      }
    } while (goOn());
    await this.join(this.replica.checkpoint(), true);
  }

  /** Takes every frame that has come, in order. */
  catchUp(): void {
    for (; this.read < this.client.all.length; this.read += 1) this.take(this.client.all[this.read] as ServerMessage);
  }

  async settle(): Promise<void> {
    await this.client.settled();
    this.catchUp();
  }

  private async join(from: Checkpoint | undefined, withId: boolean): Promise<void> {
    const id = randomUUID();
    this.asked.set(id, from);
    const cursor = from ? { since: from.rev, ...(withId && from.id ? { sinceId: from.id } : {}) } : {};
    await this.client.request({ type: 'join', room: this.room, id, ...cursor });
    this.catchUp();
  }

  private take(frame: ServerMessage): void {
    if (frame.type === 'message') this.replica.pushed(frame);
    if (frame.type === 'joined') this.replica.joined(frame, this.asked.get(frame.id));
    if (isReply(frame) && frame.id !== undefined && this.leaves.has(frame.id)) this.replica.left();
  }
}

async function startJoiner(server: TestServer, room: string): Promise<Joiner> {
  return new Joiner(await server.connect('Reader'), room);
}

async function expectSameRoom(server: TestServer, owner: Guest, room: string, joiners: Joiner[]): Promise<void> {
  const fresh = await readHistory(server, owner, room);
  const head = await (await server.connect(owner)).join(room);
  expect(fresh.map((message) => message.seq)).toEqual(fresh.map((_, i) => i + 1));
  expectThreadsCounted(fresh);
  for (const joiner of joiners) {
    await joiner.settle();
    expect(joiner.replica.rev).toBe(head.rev);
    const held = [...joiner.replica.messages.values()].sort((a, b) => a.seq - b.seq);
    const known = new Set(held.map((message) => message.id));
    expect(held).toEqual(fresh.filter((message) => known.has(message.id)));
    // From its page on nothing is missing; before it, it may have heard of messages that changed since.
    const from = joiner.replica.from;
    expect(held.filter((message) => message.seq >= from)).toEqual(fresh.slice(from - 1));
  }
}

/** Every root says of its thread what its replies say. */
function expectThreadsCounted(messages: Message[]): void {
  for (const root of messages.filter(({ thread }) => thread === undefined)) {
    const replies = messages.filter(({ thread, deleted }) => thread === root.id && !deleted);
    const last = replies.at(-1);
    const stated = root.threadState && { ...root.threadState, users: undefined };
    expect(stated).toEqual(last && { count: replies.length, lastAt: last.at, lastSeq: last.seq, users: undefined });
    const users = new Set(replies.map(({ author }) => author.id).reverse());
    expect(root.threadState?.users ?? []).toEqual([...users].slice(0, LIMITS.threadUsers));
  }
}
