import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../support/manual-clock.ts';
import { RawSocket } from '../support/raw-socket.ts';
import { startServer } from '../support/server.ts';

/** The rates of the README. */
const DEFAULT_RATES = {
  RATE_LIMIT_MESSAGES: '10',
  RATE_LIMIT_MESSAGES_BURST: '20',
  RATE_LIMIT_REACTIONS: '10',
  RATE_LIMIT_REACTIONS_BURST: '20',
  RATE_LIMIT_TYPING: '5',
  RATE_LIMIT_TYPING_BURST: '10',
  RATE_LIMIT_FRAMES: '100',
  RATE_LIMIT_FRAMES_BURST: '400',
};

async function stage(settings: Record<string, string> = {}) {
  const clock = new ManualClock();
  const server = await startServer({ ...DEFAULT_RATES, ...settings }, clock);
  const guest = await server.guest('Ada');
  const client = await server.connect(guest);
  await client.join('general');
  return { clock, server, guest, client };
}

const message = () => ({ type: 'message', id: randomUUID(), room: 'general', body: 'x' });

describe('G6: a flood is answered rate_limited, then 4008', () => {
  test('20 messages at once, then 10 a second; retryAfterMs says when', async () => {
    const { clock, client } = await stage();
    for (let i = 0; i < 20; i += 1) await client.ack(message());
    expect(await client.error(message())).toMatchObject({ code: 'rate_limited', retryAfterMs: 100 });
    clock.advance(50);
    const { retryAfterMs = 0 } = await client.error(message());
    expect(retryAfterMs).toBeLessThan(60);
    clock.advance(retryAfterMs);
    await client.ack(message());
  });

  test('counts per person, over all connections; edits and deletions count too', async () => {
    const { client, server, guest } = await stage();
    const tab = await server.connect(guest);
    const { id } = await client.post('general', 'x');
    for (let i = 0; i < 9; i += 1) await client.ack({ type: 'edit', room: 'general', message: id, body: `${i}` });
    for (let i = 0; i < 10; i += 1) await tab.ack(message());
    for (const frame of [message(), { type: 'delete', room: 'general', message: id }]) {
      expect(await client.error(frame)).toMatchObject({ code: 'rate_limited' });
    }
    const bo = await server.connect('Bo');
    await bo.join('general');
    await bo.ack(message());
  });

  test('reactions have their own', async () => {
    const { client } = await stage();
    const { id } = await client.post('general', 'x');
    const react = (on: boolean) => ({ type: 'react', room: 'general', message: id, emoji: '👍', on });
    for (let i = 0; i < 20; i += 1) await client.ack(react(i % 2 === 0));
    expect(await client.error(react(true))).toMatchObject({ code: 'rate_limited', retryAfterMs: 100 });
    await client.ack(message());
  });

  test('typing has its own, and what is too much is dropped without a word', async () => {
    const { client, server } = await stage();
    const bo = await server.connect('Bo');
    await bo.join('general');
    for (let i = 0; i < 15; i += 1) client.send({ type: 'typing', room: 'general', on: true });
    expect((await client.settled()).filter((frame) => frame.type === 'error')).toEqual([]);
    expect((await bo.settled()).filter((frame) => frame.type === 'typing')).toHaveLength(10);
    await client.ack(message());
  });

  test('frames of any type are limited per connection', async () => {
    const { client, clock } = await stage({ RATE_LIMIT_FRAMES: '10', RATE_LIMIT_FRAMES_BURST: '5' });
    for (let i = 0; i < 4; i += 1) expect((await client.request({ type: 'ping' })).type).toBe('pong');
    expect(await client.error({ type: 'ping' })).toMatchObject({ code: 'rate_limited', retryAfterMs: 100 });
    clock.advance(100);
    expect((await client.request({ type: 'ping' })).type).toBe('pong');
  });

  test('whoever goes on is closed with 4008, and nobody else', async () => {
    const { client, server } = await stage({ RATE_LIMIT_PATIENCE: '50' });
    const bo = await server.connect('Bo');
    for (let i = 0; i < 100; i += 1) client.send(message());
    expect((await client.close()).code).toBe(4008);
    expect(client.all.filter((frame) => frame.type === 'error')).toHaveLength(50);
    expect((await bo.request({ type: 'ping' })).type).toBe('pong');
  });

  test('what was accepted before has its acknowledgement first', async () => {
    const { client } = await stage();
    for (let i = 0; i < 1_000; i += 1) client.send(message());
    expect((await client.close()).code).toBe(4008);
    const acks = client.all.filter((frame) => frame.type === 'ack');
    expect(acks.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  test('rubbish wears patience out too', async () => {
    const { client } = await stage({ RATE_LIMIT_PATIENCE: '50' });
    for (let i = 0; i < 60; i += 1) client.send('rubbish');
    expect((await client.close()).code).toBe(4008);
  });

  test('nothing that was refused is stored', async () => {
    const { client } = await stage();
    const frames = Array.from({ length: 40 }, message);
    for (const frame of frames) client.send(frame);
    for (const { id } of frames) await client.reply(id);
    expect((await client.join('general')).seq).toBe(20);
  });
});

test('G6: whoever asks for many long rooms at once gets them one after the other, and is not cut off', async () => {
  const { server, client, guest } = await stage({ SEND_QUEUE_BYTES: '65536', RATE_LIMIT_MESSAGES_BURST: '100' });
  const rooms = await Promise.all(Array.from({ length: 8 }, (_, i) => server.createRoom(guest, { name: `long ${i}` })));
  for (const room of rooms) for (let i = 0; i < 5; i += 1) await client.post(room, '語'.repeat(4_000));
  const reader = await server.connect('Bo');
  // The second time nothing has to be read, and all answers are ready in one turn.
  for (const room of rooms) await reader.join(room);
  for (const [i, room] of rooms.entries()) reader.send({ type: 'join', id: `j${i}`, room });
  for (const i of rooms.keys()) expect(await reader.reply(`j${i}`)).toMatchObject({ type: 'joined', seq: 5 });
});

describe('Heartbeat', () => {
  test('a silent half-open peer is pinged, then cut; one that answers pings stays', async () => {
    const clock = new ManualClock();
    const server = await startServer({ PEER_TIMEOUT_MS: '45000' }, clock);
    const { token } = await server.guest('Silent');
    const silent = new RawSocket(server.port);
    await silent.upgrade({ Authorization: `Bearer ${token}` });
    expect((await silent.nextFrame()).opcode).toBe(1);
    const alive = await server.connect('Alive');

    for (let waited = 0; waited < 45_000; waited += 15_000) {
      const pinged = new Promise((resolve) => alive.socket.once('ping', resolve));
      clock.advance(15_000);
      await pinged;
      // The pong is on its way ahead of this.
      await alive.settled();
    }
    expect((await silent.nextFrame()).opcode).toBe(9);
    await silent.end();
    expect((await alive.request({ type: 'ping' })).type).toBe('pong');
  });

  test('G7: 45 s after its last sign of life the others have heard that its person is gone', async () => {
    const clock = new ManualClock();
    const server = await startServer({}, clock);
    const alive = await server.connect('Alive');
    await alive.join('general');
    const { token, user } = await server.guest('Silent');
    const silent = new RawSocket(server.port);
    await silent.upgrade({ Authorization: `Bearer ${token}` });
    silent.frame(JSON.stringify({ type: 'join', id: '1', room: 'general' }));
    await silent.nextFrame();
    await silent.nextFrame();

    for (let waited = 0; waited < 45_000; waited += 5_000) {
      clock.advance(5_000);
      await alive.settled();
    }
    expect(alive.all.filter((frame) => frame.type === 'presence').at(-1)).toMatchObject({ left: [user.id], count: 1 });
  });
});

describe('G6 bounded: a connection that reads too slowly is closed with 1013 and resumes', () => {
  test('while the others go on and miss nothing', async () => {
    const server = await startServer({ SEND_QUEUE_BYTES: '262144' });
    const [ada, bo] = [await server.guest('Ada'), await server.guest('Bo')];
    const slow = await server.connect(bo);
    const { rev } = await slow.join('general');
    const writer = await server.connect(ada);
    await writer.join('general');
    slow.socket.pause();

    const body = 'x'.repeat(4_000);
    let posted = 0;
    while (!(await cutOff(server))) {
      await Promise.all(Array.from({ length: 20 }, () => writer.post('general', body)));
      posted += 20;
      expect(posted).toBeLessThan(20_000);
    }
    await writer.settled();
    expect(writer.pushed().map(({ rev: pushed }) => pushed)).toEqual(Array.from({ length: posted }, (_, i) => i + 1));

    slow.socket.resume();
    expect((await slow.close()).code).toBe(1013);
    const heard = slow.pushed().at(-1)?.rev ?? rev;
    expect(heard).toBeLessThan(posted);
    const again = await server.connect(bo);
    expect(await again.join('general', { since: heard })).toMatchObject({ rev: posted });
  });
});

test.each([
  ['', {}],
  [', with short send queues', { SEND_QUEUE_BYTES: '131072' }],
])('G6: a burst from many people cuts nobody who reads it%s', async (_, settings) => {
  const server = await startServer(settings);
  const people = await Promise.all(Array.from({ length: 10 }, (_, i) => server.connect(`Person ${i}`)));
  for (const person of people) await person.join('general');
  const body = '𝒜'.repeat(4_000);
  await Promise.all(people.flatMap((person) => Array.from({ length: 30 }, () => person.post('general', body))));
  for (const person of people) {
    await person.settled();
    expect(person.pushed()).toHaveLength(300);
  }
});

async function cutOff(server: { call: (method: string, path: string) => Promise<{ body: unknown }> }) {
  const { body } = await server.call('GET', '/metrics');
  return /^websocket_slow_readers_cut_total [1-9]/m.test(String(body));
}
