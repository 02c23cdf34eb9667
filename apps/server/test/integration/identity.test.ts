import { createHash } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../support/manual-clock.ts';
import { RawSocket } from '../support/raw-socket.ts';
import { sharedServer, startServer } from '../support/server.ts';

const server = sharedServer();

const cookie = (token: string) => `confab_session=${token}`;

describe('Identity, in this order: cookie, Bearer, auth frame', () => {
  test('a cookie', async () => {
    const { user, token } = await server().guest();
    const client = server().open({ headers: { cookie: cookie(token) } });
    expect((await client.hello()).user).toEqual(user);
  });

  test('a Bearer token', async () => {
    const { user, token } = await server().guest();
    const client = server().open({ headers: { authorization: `bearer ${token}` } });
    expect((await client.hello()).user).toEqual(user);
  });

  test('the cookie wins over Bearer', async () => {
    const [ada, bo] = [await server().guest('Ada'), await server().guest('Bo')];
    const client = server().open({
      headers: { cookie: cookie(ada.token), authorization: `Bearer ${bo.token}` },
    });
    expect((await client.hello()).user).toEqual(ada.user);
  });

  test('a dead cookie does not hide a live Bearer token', async () => {
    const bo = await server().guest('Bo');
    const client = server().open({ headers: { cookie: cookie('stale'), authorization: `Bearer ${bo.token}` } });
    expect((await client.hello()).user).toEqual(bo.user);
  });

  test('a Bearer token that names no session closes with 4001, at once', async () => {
    const client = server().open({ headers: { cookie: cookie('stale'), authorization: 'Bearer gone' } });
    expect(await client.close()).toEqual({ code: 4001, reason: 'there is no session with this token' });
  });

  test.each([
    ['a dead cookie', { cookie: cookie('stale') }],
    ['the credentials of a proxy', { authorization: 'Basic YWRhOnNlY3JldA==' }],
  ])('%s leaves time for an auth frame', async (_name, headers) => {
    const { user, token } = await server().guest();
    const client = server().open({ headers });
    await client.opened;
    await client.ack({ type: 'auth', token });
    expect((await client.hello()).user).toEqual(user);
  });

  test('an auth frame: ack, then hello', async () => {
    const { user, token } = await server().guest();
    const client = server().open();
    await client.opened;
    await client.ack({ type: 'auth', token });
    expect((await client.hello()).user).toEqual(user);
    expect(client.all.map((frame) => frame.type)).toEqual(['ack', 'hello']);
  });

  test('frames sent right behind auth wait for it', async () => {
    const { token } = await server().guest();
    const client = server().open();
    await client.opened;
    client.send({ type: 'auth', id: 'a', token });
    client.send({ type: 'ping', id: 'b' });
    client.send({ type: 'join', id: 'c', room: 'general' });
    await client.next('joined');
    expect(client.all.filter((f) => f.type !== 'presence').map((f) => f.type)).toEqual([
      'ack',
      'hello',
      'pong',
      'joined',
    ]);
  });

  test('auth with a token that never was: unauthenticated, then 4001', async () => {
    const client = server().open();
    await client.opened;
    expect(await client.error({ type: 'auth', token: 'nobody' })).toMatchObject({ code: 'unauthenticated' });
    expect((await client.close()).code).toBe(4001);
  });

  test.each([
    ['a good one', { type: 'join', room: 'general' }],
    ['one that lacks a field', { type: 'message', body: 'x' }],
    ['one of an unknown type', { type: 'dance' }],
  ])('any other first frame, %s: unauthenticated, then 4001', async (_, frame) => {
    const client = server().open();
    await client.opened;
    expect(await client.error(frame)).toMatchObject({ code: 'unauthenticated' });
    expect((await client.close()).code).toBe(4001);
  });

  test('typing as the first frame: 4001 without an error, which typing never gets', async () => {
    const client = server().open();
    await client.opened;
    client.send({ type: 'typing', room: 'general', on: true });
    expect((await client.close()).code).toBe(4001);
    expect(client.all).toEqual([]);
  });

  test('what is no frame at all does not end the wait for auth', async () => {
    const { token } = await server().guest();
    const client = server().open();
    await client.opened;
    client.send('hello');
    expect(await client.nextError()).toMatchObject({ code: 'bad_frame' });
    expect(await client.error({ type: 'auth', token: '' })).toMatchObject({ code: 'invalid' });
    await client.ack({ type: 'auth', token });
  });

  test('no auth frame within the time: 4001', async () => {
    const clock = new ManualClock();
    const slow = await startServer({ AUTH_TIMEOUT_MS: '5000' }, clock);
    const client = slow.open();
    await client.opened;
    clock.advance(4_999);
    expect(client.socket.readyState).toBe(client.socket.OPEN);
    clock.advance(1);
    expect((await client.close()).code).toBe(4001);
  });

  test('auth again: ack for the same user, conflict for another', async () => {
    const [ada, bo] = [await server().guest('Ada'), await server().guest('Bo')];
    const client = await server().connect(ada);
    await client.ack({ type: 'auth', token: ada.token });
    expect(await client.error({ type: 'auth', token: bo.token })).toMatchObject({ code: 'conflict' });
    expect(await client.error({ type: 'auth', token: 'nobody' })).toMatchObject({ code: 'conflict' });
    expect((await client.request({ type: 'ping' })).type).toBe('pong');
  });

  test('a token in the URL is no identity', async () => {
    const { token } = await server().guest();
    const socket = new RawSocket(server().port);
    socket.request(
      `GET /ws?token=${token} HTTP/1.1`,
      'Host: localhost',
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    );
    expect((await socket.answer()).status).toBe(101);
    socket.frame(JSON.stringify({ type: 'ping', id: 'a' }));
    expect(await socket.closeCode()).toBe(4001);
  });
});

describe('sessions', () => {
  test('the cookie is HttpOnly, SameSite=Lax, for the whole site, and lasts', async () => {
    const { headers } = await server().call('POST', '/api/session/guest', { body: { name: 'Ada' } });
    const set = headers.get('set-cookie') ?? '';
    expect(set).toMatch(/^confab_session=[\w-]{43};/);
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/']) expect(set).toContain(part);
    expect(Number(/Max-Age=(\d+)/.exec(set)?.[1])).toBeGreaterThan(30 * 24 * 60 * 60);
  });

  test('GET says who one is, 401 without a session', async () => {
    const { user, token } = await server().guest('Grace');
    expect(await server().call('GET', '/api/session', { token })).toMatchObject({ status: 200, body: { user } });
    expect(await server().call('GET', '/api/session', { headers: { cookie: cookie(token) } })).toMatchObject({
      status: 200,
    });
    expect(await server().call('GET', '/api/session')).toMatchObject({
      status: 401,
      body: { code: 'unauthenticated' },
    });
  });

  test('survive a restart', async () => {
    const own = await startServer();
    const guest = await own.guest('Grace');
    await own.restart();
    expect((await own.call('GET', '/api/session', { token: guest.token })).body).toEqual({
      user: guest.user,
      role: 'guest',
    });
    await own.connect(guest);
  });

  test('DELETE ends the session and closes its sockets with 4001, no others', async () => {
    const guest = await server().guest();
    const [first, second] = [await server().connect(guest), await server().connect(guest)];
    const other = await server().connect();
    const answer = await server().call('DELETE', '/api/session', { token: guest.token });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('set-cookie')).toMatch(/^confab_session=;/);
    expect((await first.close()).code).toBe(4001);
    expect((await second.close()).code).toBe(4001);
    expect((await other.request({ type: 'ping' })).type).toBe('pong');
    expect((await server().call('GET', '/api/session', { token: guest.token })).status).toBe(401);
    const late = server().open();
    await late.opened;
    expect(await late.error({ type: 'auth', token: guest.token })).toMatchObject({ code: 'unauthenticated' });
  });

  test('DELETE without a session is 401, and takes a cookie that names none away', async () => {
    const answer = await server().call('DELETE', '/api/session', { headers: { cookie: cookie('stale') } });
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    expect(answer.headers.get('set-cookie')).toMatch(/^confab_session=;/);
  });

  test('a connection that is being greeted while its session ends does not outlive it', async () => {
    const guest = await server().guest();
    const client = server().open({ headers: { authorization: `Bearer ${guest.token}` } });
    await client.opened;
    await server().call('DELETE', '/api/session', { token: guest.token });
    expect((await client.close()).code).toBe(4001);
  });

  test('end after 400 days', async () => {
    const clock = new ManualClock();
    const own = await startServer({}, clock);
    const { token } = await own.guest();
    clock.set(400 * 24 * 60 * 60 * 1000 - 1);
    expect((await own.call('GET', '/api/session', { token })).status).toBe(200);
    clock.set(1);
    expect((await own.call('GET', '/api/session', { token })).status).toBe(401);
  });

  test('tokens are kept only as hashes, and neither tokens nor bodies are logged', async () => {
    const own = await startServer();
    const guest = await own.guest();
    const client = await own.connect(guest);
    await client.join('general');
    await client.post('general', 'a very secret body');
    await own.stop();
    const database = new Sqlite(own.databasePath, { readonly: true });
    const { tokenHash } = database.prepare('SELECT tokenHash FROM Session').get() as { tokenHash: string };
    database.close();
    expect(tokenHash).toBe(createHash('sha256').update(guest.token).digest('hex'));
    expect(own.logged.join('\n')).not.toMatch(new RegExp(`${guest.token}|very secret`));
  });

  test.each([
    ['no name', {}],
    ['an empty name', { name: ' \t ' }],
    ['a number', { name: 5 }],
    ['81 code points', { name: '𝒜'.repeat(81) }],
    ['a control character', { name: 'a\u0000b' }],
    ['a line break', { name: 'a\nb' }],
    ['a lone surrogate', { name: 'a\ud800' }],
    ['a list', ['Ada']],
    ['a string', '"Ada"'],
    ['no JSON', '{name'],
    ['__proto__', '{"name":"Ada","__proto__":{"x":1}}'],
    ['nothing', ''],
  ])('a guest with %s is 400', async (_name, body) => {
    const answer = await server().call('POST', '/api/session/guest', { body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } });
  });

  test('a name is normalised: NFC, single spaces, trimmed; 80 astral characters pass', async () => {
    expect((await server().guest('  Ame\u0301lie \u3000  B ')).user.name).toBe('Am\u00e9lie B');
    expect((await server().guest('𝒜'.repeat(80))).user.name).toBe('𝒜'.repeat(80));
  });
});
