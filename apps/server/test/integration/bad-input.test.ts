import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../support/client.ts';
import { type Guest, sharedServer } from '../support/server.ts';

const server = sharedServer();
const UUID = '0b7e5e8e-6d8f-4b52-9f2b-5a1f6f0c3d11';

let member: { room: string; guest: Guest; client: TestClient };

beforeAll(async () => {
  const guest = await server().guest();
  const room = await server().createRoom(guest);
  member = { room, guest, client: await server().connect(guest) };
  await member.client.join(room);
});

describe('a frame that is not one: bad_frame without an id', () => {
  test.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['a word', 'hello'],
    ['a number', '1'],
    ['null', 'null'],
    ['a string', '"ping"'],
    ['a list', '[{"type":"ping","id":"a"}]'],
    ['no type', '{"room":"general"}'],
    ['a type that is no string', '{"type":7}'],
    ['two objects', '{"type":"ping","id":"a"}{"type":"ping","id":"b"}'],
    ['10,000 open brackets', '['.repeat(10_000)],
    ['10,000 nested lists', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['a byte order mark', '\ufeff{"type":"ping","id":"a"}'],
    ['NUL', '\u0000'],
  ])('%s', async (_name, text) => {
    const { client } = member;
    client.send(text);
    const error = await client.nextError();
    expect(error).toMatchObject({ code: 'bad_frame', message: expect.any(String) });
    expect(error).not.toHaveProperty('id');
    expect((await client.request({ type: 'ping' })).type).toBe('pong');
  });

  test('a binary frame', async () => {
    const { client } = member;
    client.send(Buffer.from('{"type":"ping","id":"a"}'));
    expect(await client.nextError()).toMatchObject({ code: 'bad_frame' });
  });

  test('keeps the id where one can be read', async () => {
    const { client } = member;
    client.send('{"id":"mine","type":null}');
    expect(await client.nextError()).toMatchObject({ code: 'bad_frame', id: 'mine' });
  });
});

describe('unknown_type', () => {
  test.each([
    'dance',
    'hello',
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    '',
    'PING',
    'x'.repeat(10_000),
  ])('%s', async (type) => {
    const { client } = member;
    expect(await client.error({ type })).toMatchObject({ code: 'unknown_type' });
  });
});

describe('invalid: the message names the field', () => {
  const cases: [string, Record<string, unknown>][] = [
    ['id', { type: 'ping', id: 'x'.repeat(65) }],
    ['id', { type: 'ping', id: '' }],
    ['id', { type: 'ping', id: 5 }],
    ['id', { type: 'ping', id: null }],
    ['id', { type: 'ping', id: '\ud800' }],
    ['id', { type: 'message', id: 'not-a-uuid', room: 'r', body: 'x' }],
    ['id', { type: 'message', id: UUID.slice(1), room: 'r', body: 'x' }],
    ['t', { type: 'ping', id: 'a', t: '1' }],
    ['room', { type: 'join', id: 'a' }],
    ['room', { type: 'join', id: 'a', room: 7 }],
    ['room', { type: 'join', id: 'a', room: '' }],
    ['room', { type: 'join', id: 'a', room: 'x'.repeat(65) }],
    ['room', { type: 'join', id: 'a', room: { id: 'general' } }],
    ['since', { type: 'join', id: 'a', room: 'general', since: -1 }],
    ['since', { type: 'join', id: 'a', room: 'general', since: 1.5 }],
    ['since', { type: 'join', id: 'a', room: 'general', since: '1' }],
    ['since', { type: 'join', id: 'a', room: 'general', since: 2 ** 53 }],
    ['sinceId', { type: 'join', id: 'a', room: 'general', since: 1, sinceId: 5 }],
    ['body', { type: 'message', id: UUID, room: 'general' }],
    ['body', { type: 'message', id: UUID, room: 'general', body: 5 }],
    ['body', { type: 'message', id: UUID, room: 'general', body: '' }],
    ['body', { type: 'message', id: UUID, room: 'general', body: ' \n\t ' }],
    ['body', { type: 'message', id: UUID, room: 'general', body: 'a\u0000b' }],
    ['body', { type: 'message', id: UUID, room: 'general', body: 'a\u001bb' }],
    ['body', { type: 'message', id: UUID, room: 'general', body: 'a\u0085b' }],
    ['body', { type: 'message', id: UUID, room: 'general', body: 'a\rb' }],
    ['body', { type: 'message', id: UUID, room: 'general', body: 'a\ud800b' }],
    ['body', { type: 'message', id: UUID, room: 'general', body: '\udc00\ud800' }],
    ['attachments', { type: 'message', id: UUID, room: 'general', body: 'x', attachments: ['a'] }],
    ['replyTo', { type: 'message', id: UUID, room: 'general', body: 'x', replyTo: '' }],
    ['message', { type: 'edit', id: 'a', room: 'general', body: 'x' }],
    ['message', { type: 'delete', id: 'a', room: 'general', message: ['x'] }],
    ['emoji', { type: 'react', id: 'a', room: 'general', message: UUID, emoji: 'x', on: true }],
    ['emoji', { type: 'react', id: 'a', room: 'general', message: UUID, emoji: '👍👍', on: true }],
    ['emoji', { type: 'react', id: 'a', room: 'general', message: UUID, emoji: '', on: true }],
    ['emoji', { type: 'react', id: 'a', room: 'general', message: UUID, emoji: ':a b:', on: true }],
    ['on', { type: 'react', id: 'a', room: 'general', message: UUID, emoji: '👍', on: 1 }],
    ['seq', { type: 'read', id: 'a', room: 'general', seq: -5 }],
    ['seq', { type: 'read', id: 'a', room: 'general', seq: 1e300 }],
    ['status', { type: 'presence', id: 'a', status: 'offline' }],
    ['token', { type: 'auth', id: 'a', token: '' }],
    ['token', { type: 'auth', id: 'a', token: 'x'.repeat(513) }],
  ];

  test.each(cases)('%s of %j', async (field, frame) => {
    const { client } = member;
    client.send(JSON.stringify(frame));
    const error = await client.nextError();
    expect(error.code).toBe('invalid');
    expect(error.message.split(/[:.]/)[0]).toBe(field);
    expect((await client.request({ type: 'ping' })).type).toBe('pong');
  });
});

describe('F2: more than the contract asks for', () => {
  test('what a client cannot say is left out, whatever it looks like', async () => {
    const { client, guest, room } = member;
    const [id, at] = [randomUUID(), 1];
    const sent = {
      type: 'message',
      id,
      room,
      body: 'x',
      author: 'somebody else',
      seq: 99,
      at,
      pinned: true,
      thread: null,
    };
    client.send(JSON.stringify(sent));
    const { type, ...message } = await client.next('message');
    expect(message).toEqual({
      room,
      id,
      body: 'x',
      seq: expect.any(Number),
      rev: expect.any(Number),
      at: expect.any(Number),
      author: guest.user,
    });
    expect(message.seq).not.toBe(99);
    expect(message.at).toBeGreaterThan(at);
  });

  test('an optional field that is null is none', async () => {
    const { client, room } = member;
    expect(await client.request({ type: 'join', room, since: null, sinceId: null })).toMatchObject({ type: 'joined' });
    expect(await client.request({ type: 'ping', t: null })).not.toHaveProperty('t');
  });

  test('__proto__ is nothing', async () => {
    const { client, room } = member;
    client.send(`{"type":"join","id":"proto","room":"${room}","__proto__":{"since":1e9}}`);
    expect(await client.next('joined')).toMatchObject({ id: 'proto', complete: true });
    expect(({} as Record<string, unknown>).since).toBeUndefined();
  });
});

describe('Limits', () => {
  test('an id of 64 characters passes', async () => {
    const { client } = member;
    expect((await client.request({ type: 'ping', id: 'x'.repeat(64) })).type).toBe('pong');
  });

  test.each([
    ['letters', 'x'],
    ['astral characters', '𝒜'],
  ])('a body of 4,000 code points passes, 4,001 are too_large: %s', async (_name, letter) => {
    const { client, room } = member;
    const { id } = await client.post(room, letter.repeat(4_000));
    expect((await client.next('message', (m) => m.id === id)).body).toBe(letter.repeat(4_000));
    for (const frame of [
      { type: 'message', id: randomUUID(), room, body: letter.repeat(4_001) },
      { type: 'edit', room, message: UUID, body: letter.repeat(4_001) },
    ]) {
      expect(await client.error(frame)).toMatchObject({ code: 'too_large' });
    }
  });

  test('the ends that are trimmed do not count', async () => {
    const { client, room } = member;
    await client.post(room, `${' '.repeat(3_000)}${'x'.repeat(4_000)}\r\n\r\n`);
  });
});

describe('Bodies are kept as sent but for trimmed ends and CRLF → LF', () => {
  test.each([
    ['  spaces around  ', 'spaces around'],
    ['\r\nline\r\nline\r\n', 'line\nline'],
    ['tab\tand\nnewline', 'tab\tand\nnewline'],
    ['inner   spaces', 'inner   spaces'],
    ['e\u0301 stays decomposed', 'e\u0301 stays decomposed'],
    ['\u200bzero width\u200b', '\u200bzero width\u200b'],
    ['right \u202e to left', 'right \u202e to left'],
    ['👩‍👩‍👧‍👦 👍🏽', '👩‍👩‍👧‍👦 👍🏽'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    [`'; DROP TABLE "Message"; --`, `'; DROP TABLE "Message"; --`],
    ['{"type":"ack","id":"x"}', '{"type":"ack","id":"x"}'],
    ['line \u2028 separators \u2029 here', 'line \u2028 separators \u2029 here'],
  ])('%j', async (sent, kept) => {
    const { client, room } = member;
    const { id } = await client.post(room, sent);
    expect((await client.next('message', (m) => m.id === id)).body).toBe(kept);
    expect((await client.join(room)).messages.at(-1)?.body).toBe(kept);
  });
});

describe('huge positions are no error, just far away', () => {
  test('join with a cursor far ahead, read far ahead, history far away', async () => {
    const { client, room, guest } = member;
    const { seq } = await client.post(room, 'one');
    const far = Number.MAX_SAFE_INTEGER;
    expect(await client.join(room, { since: far })).toMatchObject({ complete: false, seq });
    await client.ack({ type: 'read', room, seq: far });
    for (const query of [`before=${far}`, `after=${far}`, `around=${far}`]) {
      const answer = await server().call('GET', `/api/rooms/${room}/messages?${query}`, { token: guest.token });
      expect(answer.status).toBe(200);
    }
  });
});

test('a storm of rubbish on one connection stalls nobody else', async () => {
  const [noisy, other] = [await server().connect(), await server().connect()];
  await other.join('general');
  for (let i = 0; i < 150; i += 1) noisy.send('{"type":');
  await other.post('general', 'still here');
  await noisy.settled();
  expect(noisy.all.filter((frame) => frame.type === 'error')).toHaveLength(150);
});
