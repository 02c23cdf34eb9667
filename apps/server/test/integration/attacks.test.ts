import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { ServerMessage } from '@confab/protocol';
import { beforeAll, describe, expect, test } from 'vitest';
import { newAccount, PASSWORD, signUp } from '../support/accounts.ts';
import type { TestClient } from '../support/client.ts';
import { getFile, upload } from '../support/files.ts';
import { RawSocket } from '../support/raw-socket.ts';
import { type Guest, sharedServer, startServer } from '../support/server.ts';

const server = sharedServer();

/** Every route of the API with a method that changes something; parameters are made up. */
async function routes(methods: readonly string[]): Promise<[method: string, path: string][]> {
  const { body } = await server().call('GET', '/api/docs/json');
  const { paths } = body as { paths: Record<string, Record<string, unknown>> };
  return Object.entries(paths).flatMap(([path, known]) =>
    Object.keys(known)
      .map((method) => method.toUpperCase())
      .filter((method) => methods.includes(method))
      .map((method): [string, string] => [method, path.replace(/\{\w+\}/g, 'general')]),
  );
}

describe('another site uses the cookie of somebody who visits it', () => {
  const origin = 'https://evil.example';

  test('no WebSocket opens (CSWSH), and without the foreign origin the same one does', async () => {
    const cookie = `confab_session=${(await server().guest()).token}`;
    const socket = new RawSocket(server().port);
    const refused = await socket.upgrade({ Cookie: cookie, Origin: origin });
    expect(refused.status).toBe(403);
    expect(refused.headers.upgrade).toBeUndefined();
    await server().open({ headers: { cookie } }).hello();
  });

  test('nothing is changed, whatever the route', async () => {
    const { token } = await server().guest();
    const all = await routes(['POST', 'PUT', 'PATCH', 'DELETE']);
    expect(all.length).toBeGreaterThan(40);
    for (const [method, path] of all) {
      for (const foreign of [origin, 'null']) {
        const headers = { origin: foreign, cookie: `confab_session=${token}` };
        const answer = await server().call(method, path, { headers });
        expect(answer, `${method} ${path}`).toMatchObject({ status: 403, body: { code: 'forbidden' } });
      }
    }
    expect((await server().call('GET', '/api/session', { token })).status).toBe(200);
  });

  test('nothing is told: no answer names an origin that may read it', async () => {
    const cookie = `confab_session=${(await server().guest()).token}`;
    for (const [method, path] of await routes(['GET'])) {
      const { headers } = await server().call(method, path, { headers: { cookie, origin } });
      expect(headers.get('access-control-allow-origin'), path).toBeNull();
    }
  });
});

describe('a stolen message id', () => {
  let owner: Guest;
  let inside: TestClient;
  let thief: Guest;
  let client: TestClient;
  let open: string;
  let secret: string;
  beforeAll(async () => {
    [owner, thief] = [await server().guest('Olga'), await server().guest('Eve')];
    const hidden = await server().createRoom(owner, { private: true });
    open = await server().createRoom(thief);
    [inside, client] = [await server().connect(owner), await server().connect(thief)];
    await inside.join(hidden);
    await client.join(open);
    secret = (await inside.post(hidden, 'the secret')).id;
  });

  // The thief owns the room that they name: they may do everything there.
  test.each([
    ['edit', { body: 'mine' }],
    ['delete', {}],
    ['react', { emoji: '👍', on: true }],
  ])('%s: named in a room of the thief’s own, it is one that does not exist', async (type, fields) => {
    const stolen = await client.error({ id: 'x', type, room: open, message: secret, ...fields });
    expect(stolen.code).toBe('message_not_found');
    expect(await client.error({ id: 'x', type, room: open, message: randomUUID(), ...fields })).toEqual(stolen);
  });

  test.each(['replyTo', 'thread'])('so does a message with it as %s', async (field) => {
    const frame = { type: 'message', room: open, body: 'mine' };
    const stolen = await client.error({ ...frame, id: randomUUID(), [field]: secret });
    const missing = await client.error({ ...frame, id: randomUUID(), [field]: randomUUID() });
    expect({ ...missing, id: '' }).toEqual({ ...stolen, id: '' });
    expect(stolen.code).toBe('message_not_found');
  });

  test.each([
    ['PUT', 'pins/:id', undefined],
    ['DELETE', 'pins/:id', undefined],
    ['POST', 'messages/:id/report', { reason: 'because' }],
    ['GET', 'threads/:id/messages', undefined],
    ['PUT', 'threads/:id/read', { seq: 1 }],
  ])('so do %s %s', async (method, path, body) => {
    const ask = (id: string) =>
      server().call(method, `/api/rooms/${open}/${path.replace(':id', id)}`, { token: thief.token, body });
    const [stolen, missing] = [await ask(secret), await ask(randomUUID())];
    expect(stolen.body).toEqual(missing.body);
    expect(stolen.status).toBe(missing.status);
    expect(stolen.status).toBe(404);
  });

  test('used again for a message of the thief’s own, it is a conflict that tells nothing', async () => {
    const reply = await client.error({ type: 'message', id: secret, room: open, body: 'mine' });
    expect(reply.code).toBe('conflict');
    expect(JSON.stringify(reply)).not.toContain('the secret');
  });

  test('and after all that the message is what it was', async () => {
    const { room } = inside.pushed().find(({ id }) => id === secret) as { room: string };
    const { body } = await server().call('GET', `/api/rooms/${room}/messages`, { token: owner.token });
    expect(body).toMatchObject({ messages: [{ id: secret, rev: 1, body: 'the secret' }] });
    expect(JSON.stringify(client.all)).not.toContain('the secret');
  });
});

describe('prototype pollution', () => {
  const KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];
  const clean = () => expect(({} as Record<string, unknown>).polluted).toBeUndefined();

  test.each(KEYS)('%s in a query is nothing', async (key) => {
    const { token } = await server().guest();
    for (const [method, path] of await routes(['GET'])) {
      for (const query of [`${key}=1`, `${key}[polluted]=1`, `${key}.polluted=1`, `${key}=1&${key}=2`, key]) {
        const { status, body } = await server().call(method, `${path}?${query}`, { token });
        expect(status, `${path}?${query}`).toBeLessThan(500);
        if (status >= 400) expect(body, path).toMatchObject({ code: expect.any(String) });
      }
    }
    const history = await server().call('GET', `/api/rooms/general/messages?${key}=1`, { token });
    expect(history).toMatchObject({ status: 200, body: { messages: expect.any(Array) } });
    clean();
  });

  test.each(KEYS)('%s in a body is nothing, or refused', async (key) => {
    const { token } = await server().guest();
    for (const [method, path] of await routes(['POST', 'PUT', 'PATCH'])) {
      if (path.endsWith('/files') || path.endsWith('/avatar')) continue;
      const { status, body } = await server().call(method, path, { token, body: `{"${key}":{"polluted":1}}` });
      expect(status, `${method} ${path}`).toBeLessThan(500);
      if (status >= 400) expect(body, path).toMatchObject({ code: expect.any(String) });
    }
    clean();
  });

  test.each(KEYS)('%s is a name like any other, and as an id or slug one that does not exist', async (key) => {
    const guest = await server().guest(key);
    expect(guest.user.name).toBe(key);
    const client = await server().connect(guest);
    for (const frame of [{ type: 'join' }, { type: 'leave' }, { type: 'read', seq: 1 }]) {
      expect(await client.error({ ...frame, room: key })).toMatchObject({ code: 'room_not_found' });
    }
    const paths = [`rooms/${key}/messages`, `rooms/${key}/members`, `files/${key}`, `invites/${key}`, `avatars/${key}`];
    for (const path of paths) {
      expect((await server().call('GET', `/api/${path}`, { token: guest.token })).status, path).toBe(404);
    }
    const room = await server().createRoom(guest, { name: `${key} ${randomUUID()}` });
    await client.join(room);
    const { id } = await client.post(room, `@${key}`);
    expect(
      await client.request({ type: 'react', room, message: id, emoji: `:${key.toLowerCase()}:`, on: true }),
    ).toMatchObject({ type: expect.stringMatching(/^(ack|error)$/) });
    clean();
  });
});

describe('decompression bombs', () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));

  test('a request body is never inflated: it is what its bytes are', async () => {
    const small = gzipSync(JSON.stringify({ name: 'Ada' }));
    for (const [body, status] of [
      [small, 400],
      [bomb.subarray(0, 40_000), 400],
    ] as const) {
      const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
      expect((await server().call('POST', '/api/session/guest', { body, headers })).status).toBe(status);
    }
  });

  test('nor is a file: it comes back as it was sent, without an encoding that a browser would undo', async () => {
    const guest = await server().guest();
    const room = await server().createRoom(guest);
    const headers = { 'content-encoding': 'gzip', 'content-type': 'text/html' };
    const { id, size } = await upload(server(), guest, room, Buffer.from(bomb), { name: 'bomb.html', headers });
    expect(size).toBe(bomb.length);
    const response = await getFile(server(), guest, id);
    expect(response.headers.get('content-encoding')).toBeNull();
    expect((await response.arrayBuffer()).byteLength).toBe(bomb.length);
  });

  test('no socket negotiates compression, and a frame that says it is compressed ends it', async () => {
    const { token } = await server().guest();
    const socket = new RawSocket(server().port);
    const { status, headers } = await socket.upgrade({
      Authorization: `Bearer ${token}`,
      'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits',
    });
    expect(status).toBe(101);
    expect(headers['sec-websocket-extensions']).toBeUndefined();
    socket.frame(bomb.subarray(0, 1_000), { reserved: 4 });
    expect(await socket.closeCode()).toBe(1002);
  });
});

test('password guessing from one address is stopped, whatever X-Forwarded-For it makes up', async () => {
  const own = await startServer({ RATE_LIMIT_SIGN_IN: '3' });
  const { email } = newAccount();
  await signUp(own, { ...newAccount(), email });
  const attempt = (n: number, password: string) =>
    own.call('POST', '/api/auth/sign-in/email', {
      body: { email: n % 2 ? email : `other-${n}@example.org`, password },
      headers: { 'x-forwarded-for': `203.0.113.${n}`, forwarded: `for=203.0.113.${n}`, 'x-real-ip': `203.0.113.${n}` },
    });
  const statuses = [];
  for (let n = 1; n <= 5; n += 1) statuses.push((await attempt(n, `guess number ${n}`)).status);
  expect(statuses).toEqual([401, 401, 401, 429, 429]);
  expect((await attempt(6, PASSWORD)).status).toBe(429);
});

test('5,000 sockets from one address: so many come in as may, and those who are there talk on', async () => {
  const cap = 200;
  // They say nothing: the places of those who are in are not to come free again while the others still knock.
  const patience = { AUTH_TIMEOUT_MS: '60000', PEER_TIMEOUT_MS: '60000' };
  const own = await startServer({ MAX_CONNECTIONS_PER_ADDRESS: String(cap), ...patience });
  const [ada, bob] = [await own.connect('Ada'), await own.connect('Bob')];
  await ada.join('general');
  await bob.join('general');
  const sockets: RawSocket[] = [];
  const statuses = new Map<number, number>();
  const knock = async () => {
    const socket = new RawSocket(own.port);
    sockets.push(socket);
    const { status } = await socket.upgrade();
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (status !== 101) socket.socket.destroy();
  };
  for (let tried = 0; tried < 5_000; tried += 250) {
    await Promise.all(Array.from({ length: 250 }, knock));
    const { id } = await ada.post('general', `still here after ${tried}`);
    await bob.next('message', (frame: ServerMessage) => frame.type === 'message' && frame.id === id);
  }
  for (const { socket } of sockets) socket.destroy();
  expect(Object.fromEntries(statuses)).toEqual({ 101: cap - 2, 429: 5_000 - (cap - 2) });
}, 60_000);
