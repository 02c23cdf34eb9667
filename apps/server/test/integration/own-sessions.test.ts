import { createHash } from 'node:crypto';
import type { OwnSession, SessionList } from '@confab/protocol';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { newAccount, signIn, signUp } from '../support/accounts.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { type Guest, sharedServer, startServer, type TestServer } from '../support/server.ts';

const server = sharedServer({ AUTH_TIMEOUT_MS: '300' });

async function listed(at: TestServer, { token }: Pick<Guest, 'token'>): Promise<OwnSession[]> {
  const answer = await at.call('GET', '/api/sessions', { token });
  expect(answer.status).toBe(200);
  return (answer.body as SessionList).sessions;
}

test('the list names each place, when it began and was last used, and which one asks', async () => {
  const clock = new ManualClock();
  const own = await startServer({}, clock);
  const fields = newAccount();
  const began = clock.now();
  const first = await signUp(own, fields);
  clock.advance(60_000);
  const answer = await own.call('POST', '/api/auth/sign-in/email', {
    body: { email: fields.email, password: fields.password },
    headers: { 'user-agent': `Mozilla/5.0 ${'x'.repeat(500)}` },
  });
  const second = answer.body as { token: string };
  clock.advance(6 * 60_000);
  const [newest, other, ...rest] = await listed(own, second);
  expect(rest).toEqual([]);
  expect(newest).toMatchObject({
    current: true,
    startedAt: began + 60_000,
    userAgent: expect.stringMatching(/^Mozilla/),
  });
  expect(newest?.userAgent).toHaveLength(300);
  expect(other).toMatchObject({ current: false, startedAt: began, lastSeenAt: began });
  // Using one moves its time.
  await own.call('GET', '/api/session', { token: first.token });
  await expect.poll(async () => (await listed(own, second)).find((one) => !one.current)?.lastSeenAt).toBe(clock.now());
});

test('a revoked session is closed with 4003 within a second, and worth nothing any more', async () => {
  const fields = newAccount();
  const here = await signUp(server(), fields);
  const there = await signIn(server(), fields.email);
  const [mine, theirs] = [await server().connect(here), await server().connect(there)];
  const lost = (await listed(server(), here)).find((one) => !one.current);
  const asked = performance.now();
  expect((await server().call('DELETE', `/api/sessions/${lost?.id}`, { token: here.token })).status).toBe(204);
  expect((await theirs.close()).code).toBe(4003);
  expect(performance.now() - asked).toBeLessThan(1_000);
  expect((await server().call('GET', '/api/session', { token: there.token })).status).toBe(401);
  await mine.ack({ type: 'presence', status: 'away' });
  expect(await listed(server(), here)).toHaveLength(1);
});

test('a socket that is just opening does not slip through', async () => {
  const fields = newAccount();
  const here = await signUp(server(), fields);
  for (let n = 0; n < 5; n += 1) {
    const there = await signIn(server(), fields.email);
    const opening = server().open({ headers: { authorization: `Bearer ${there.token}` } });
    opening.opened.catch(() => undefined);
    await server().call('DELETE', '/api/sessions', { token: here.token });
    // Either it came too late for the handshake to know it, or it is closed.
    expect([4001, 4003]).toContain((await opening.closed).code);
  }
}, 30_000);

test('signing out everywhere else leaves this one, and other people, alone', async () => {
  const fields = newAccount();
  const here = await signUp(server(), fields);
  const others = [await signIn(server(), fields.email), await signIn(server(), fields.email)];
  const sockets = await Promise.all(others.map((one) => server().connect(one)));
  const stranger = await server().connect('Bo');
  expect((await server().call('DELETE', '/api/sessions', { token: here.token })).status).toBe(204);
  for (const socket of sockets) expect((await socket.close()).code).toBe(4003);
  expect(await listed(server(), here)).toHaveLength(1);
  await stranger.ack({ type: 'presence', status: 'away' });
});

test('the sessions of others cannot be told from none', async () => {
  const [ada, bo] = [await signUp(server()), await signUp(server())];
  const [theirs] = await listed(server(), bo);
  const foreign = await server().call('DELETE', `/api/sessions/${theirs?.id}`, { token: ada.token });
  expect(foreign).toMatchObject({ status: 404, body: { code: 'session_not_found' } });
  const none = await server().call('DELETE', '/api/sessions/none', { token: ada.token });
  expect(none.body).toEqual(foreign.body);
  expect((await server().call('GET', '/api/session', { token: bo.token })).status).toBe(200);
});

test('without a session there is no list', async () => {
  for (const [method, path] of [
    ['GET', '/api/sessions'],
    ['DELETE', '/api/sessions'],
    ['DELETE', '/api/sessions/x'],
  ] as const) {
    expect((await server().call(method, path)).status).toBe(401);
  }
});

test('sessions whose time is over are deleted, and their sockets closed', async () => {
  const clock = new ManualClock();
  const own = await startServer({ PEER_TIMEOUT_MS: '600000' }, clock);
  const guest = await own.guest();
  const socket = await own.connect(guest);
  clock.set(401 * 24 * 60 * 60_000);
  const later = await own.guest('Bo');
  clock.advance(5 * 60_000);
  expect((await socket.close()).code).toBe(4001);
  const database = new Sqlite(own.databasePath, { readonly: true });
  const kept = database.prepare('SELECT tokenHash FROM Session').all();
  database.close();
  expect(kept).toEqual([{ tokenHash: createHash('sha256').update(later.token).digest('hex') }]);
});
