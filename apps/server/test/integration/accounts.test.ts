import { createHook } from 'node:async_hooks';
import { createHash, randomUUID } from 'node:crypto';
import type { SignedInReply, StartInfo } from '@confab/protocol';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { freshEmail, newAccount, PASSWORD, signIn, signUp } from '../support/accounts.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { sharedServer, startServer } from '../support/server.ts';

const server = sharedServer();

const SIGN_UP = '/api/auth/sign-up/email';
const SIGN_IN = '/api/auth/sign-in/email';
/** How many passwords are hashed meanwhile, be it to make a hash or to check one: what takes the time at the door. */
async function hashesDuring(work: () => Promise<unknown>): Promise<number> {
  let hashes = 0;
  const hook = createHook({
    init(_id, type) {
      if (type === 'SCRYPTREQUEST') hashes += 1;
    },
  }).enable();
  await work();
  hook.disable();
  return hashes;
}

/** Whether Node follows every promise of this process: it marks them then. */
const followsPromises = () => Object.getOwnPropertySymbols(Promise.resolve()).length > 0;

const cookieOf = (headers: Headers) => (headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';

describe('Signing up', () => {
  test('makes an account and signs in to it, by cookie and by token', async () => {
    const fields = { ...newAccount(' Ada   Byron '), email: ` ${freshEmail('ADA').toUpperCase()} ` };
    const answer = await server().call('POST', SIGN_UP, { body: fields });
    expect(answer.status).toBe(200);
    const { user, token, role, email } = answer.body as SignedInReply;
    expect(user).toEqual({ id: user.id, name: 'Ada Byron', kind: 'person' });
    expect(email).toBe(fields.email.trim().toLowerCase());
    expect(['owner', 'member']).toContain(role);
    expect(answer.headers.get('set-cookie')).toMatch(/^confab_session=[\w-]{43};.*HttpOnly;.*SameSite=Lax/);
    const me = { status: 200, body: { user, role, email } };
    expect(await server().call('GET', '/api/session', { token })).toMatchObject(me);
    const cookie = cookieOf(answer.headers);
    expect(await server().call('GET', '/api/session', { headers: { cookie } })).toMatchObject(me);
  });

  test('leaves nothing behind that would slow every promise of the server', async () => {
    const fields = newAccount();
    await signUp(server(), fields);
    expect(followsPromises()).toBe(false);
    // Several at once do not take each other's context away.
    await Promise.all([signUp(server()), signIn(server(), fields.email), signUp(server()), signUp(server())]);
    expect(followsPromises()).toBe(false);
  });

  test('an address has one account, whatever its case', async () => {
    const fields = newAccount();
    await signUp(server(), fields);
    const again = { ...fields, email: fields.email.toUpperCase(), password: 'another password' };
    expect(await server().call('POST', SIGN_UP, { body: again })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
  });

  test('of two who take an address at once one gets it', async () => {
    const fields = newAccount();
    const answers = await Promise.all([1, 2, 3].map(() => server().call('POST', SIGN_UP, { body: fields })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  test.each([
    ['no address', { email: 'ada' }, 'email: must be an email address'],
    ['a long address', { email: `${'a'.repeat(250)}@example.org` }, 'email: is too long'],
    ['a short password', { password: 'seven77' }, 'password: must be at least 8 characters'],
    ['a long password', { password: 'x'.repeat(129) }, 'password: must be at most 128 characters'],
    ['an empty name', { name: '  ' }, 'name: must not be empty'],
    ['a password that is none', { password: { $ne: null } }, 'password: must be a string'],
  ])('%s is refused by name', async (_what, wrong, message) => {
    const body = { ...newAccount(), ...wrong };
    expect(await server().call('POST', SIGN_UP, { body })).toMatchObject({
      status: 400,
      body: { code: 'invalid', message },
    });
  });

  test('nobody gives themselves a role: it is a field like any that is not known', async () => {
    await signUp(server());
    const wish = { ...newAccount(), role: 'owner', kind: 'bot', rememberMe: true, callbackURL: '/', invite: null };
    expect(await server().call('POST', SIGN_UP, { body: wish })).toMatchObject({
      status: 200,
      body: { role: 'member', user: { kind: 'person' } },
    });
  });

  test('the first account owns the server, also where several race for it', async () => {
    const own = await startServer();
    const made = await Promise.all(['Ada', 'Bo', 'Cy'].map((name) => signUp(own, newAccount(name))));
    expect(made.map(({ role }) => role).sort()).toEqual(['member', 'member', 'owner']);
    expect((await signUp(own)).role).toBe('member');
  });

  test('neither password nor token is stored', async () => {
    const { token } = await signUp(server());
    const database = new Sqlite(server().databasePath, { readonly: true });
    const stored = JSON.stringify([
      database.prepare('SELECT * FROM Account').all(),
      database.prepare('SELECT * FROM Session').all(),
      database.prepare('SELECT * FROM Verification').all(),
    ]);
    database.close();
    expect(stored).not.toContain(PASSWORD);
    expect(stored).not.toContain(token);
    expect(stored).toContain(createHash('sha256').update(token).digest('hex'));
  });
});

describe('A guest who signs up', () => {
  test('stays who they are: messages, rooms and sockets', async () => {
    const guest = await server().guest('Ada');
    const room = await server().createRoom(guest, { private: true });
    const socket = await server().connect(guest);
    await socket.join(room);
    const { id } = await socket.post(room, 'as a guest');
    const account = await signUp(server(), newAccount('Ada Byron'), guest.token);
    expect(account.user).toEqual({ id: guest.user.id, name: 'Ada Byron', kind: 'person' });
    expect((await socket.next('user')).user).toEqual(account.user);
    await socket.post(room, 'as a member');
    const elsewhere = await server().connect(account);
    const { messages } = await elsewhere.join(room);
    expect(messages.map(({ body, author }) => [body, author.name, author.kind])).toEqual([
      ['as a guest', 'Ada Byron', 'person'],
      ['as a member', 'Ada Byron', 'person'],
    ]);
    await elsewhere.ack({ type: 'edit', room, message: id, body: 'edited' });
  });

  test('gets a new token: the old one is worth nothing any more', async () => {
    const guest = await server().guest();
    const account = await signUp(server(), newAccount(), guest.token);
    expect(account.token).not.toBe(guest.token);
    expect((await server().call('GET', '/api/session', { token: guest.token })).status).toBe(401);
    expect((await server().call('GET', '/api/session', { token: account.token })).status).toBe(200);
  });

  test('and does so once, however often they press the button', async () => {
    const guest = await server().guest();
    const tries = [newAccount(), newAccount()].map((body) =>
      server().call('POST', SIGN_UP, { body, token: guest.token }),
    );
    expect((await Promise.all(tries)).map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('stays a guest where the address is taken', async () => {
    const taken = newAccount();
    await signUp(server(), taken);
    const guest = await server().guest('Bo');
    expect((await server().call('POST', SIGN_UP, { body: taken, token: guest.token })).status).toBe(409);
    expect((await server().call('GET', '/api/session', { token: guest.token })).body).toEqual({
      user: guest.user,
      role: 'guest',
    });
  });
});

describe('Signing in', () => {
  test('anywhere, as the same user', async () => {
    const fields = newAccount();
    const { user, token } = await signUp(server(), fields);
    const answer = await server().call('POST', SIGN_IN, {
      body: { email: fields.email.toUpperCase(), password: PASSWORD },
    });
    expect(answer).toMatchObject({ status: 200, body: { user, email: fields.email } });
    expect((answer.body as SignedInReply).token).not.toBe(token);
    expect(answer.headers.get('set-cookie')).toMatch(/^confab_session=/);
    const client = server().open({ headers: { cookie: cookieOf(answer.headers) } });
    expect((await client.hello()).user).toEqual(user);
  });

  test('a wrong password and an unknown address are the same answer', async () => {
    const fields = newAccount();
    await signUp(server(), fields);
    const wrong = await server().call('POST', SIGN_IN, { body: { email: fields.email, password: 'wrong password' } });
    const unknown = await server().call('POST', SIGN_IN, { body: { email: freshEmail(), password: 'wrong password' } });
    expect(wrong).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    expect(unknown.status).toBe(401);
    expect(unknown.body).toEqual(wrong.body);
    expect(wrong.headers.get('set-cookie')).toBeNull();
  });

  test('an unknown address costs the work that a wrong password costs: one hash', async () => {
    const { email } = await signUp(server());
    const attempt = (body: object) => hashesDuring(() => server().call('POST', SIGN_IN, { body }));
    const wrong = await attempt({ email, password: 'wrong password' });
    const unknown = await attempt({ email: freshEmail(), password: 'wrong password' });
    expect({ wrong, unknown }).toEqual({ wrong: 1, unknown: 1 });
  });

  test('as an account leaves the guest behind whom the browser was', async () => {
    const fields = newAccount();
    const { user } = await signUp(server(), fields);
    const guest = await server().guest();
    const socket = await server().connect(guest);
    const headers = { cookie: `confab_session=${guest.token}` };
    const answer = await server().call('POST', SIGN_IN, { body: { email: fields.email, password: PASSWORD }, headers });
    expect(answer.body).toMatchObject({ user });
    expect((await socket.close()).code).toBe(4001);
    expect((await server().call('GET', '/api/session', { headers })).status).toBe(401);
  });

  test('signing out ends the session and its sockets', async () => {
    const account = await signUp(server());
    const socket = await server().connect(account);
    const answer = await server().call('POST', '/api/auth/sign-out', { token: account.token });
    expect(answer).toMatchObject({ status: 200, body: { success: true } });
    expect(answer.headers.get('set-cookie')).toMatch(/^confab_session=;/);
    expect((await socket.close()).code).toBe(4001);
    expect((await server().call('GET', '/api/session', { token: account.token })).status).toBe(401);
    expect((await server().call('POST', '/api/auth/sign-out')).status).toBe(200);
  });
});

describe('Guessing', () => {
  const attempt = (own: Awaited<ReturnType<typeof startServer>>, email: string, password = 'wrong password', ip = '') =>
    own.call('POST', SIGN_IN, { body: { email, password }, headers: ip ? { 'x-forwarded-for': ip } : {} });

  test('an account takes so many wrong passwords a minute, from wherever they come', async () => {
    const clock = new ManualClock();
    const own = await startServer({ RATE_LIMIT_SIGN_IN: '3', TRUST_PROXY: 'on' }, clock);
    const fields = newAccount();
    await signUp(own, fields);
    for (let n = 1; n <= 3; n += 1) {
      expect((await attempt(own, fields.email, 'wrong password', `192.0.2.${n}`)).status).toBe(401);
    }
    const refused = await attempt(own, fields.email, PASSWORD, '192.0.2.99');
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(refused.headers.get('retry-after')).toBe('60');
    clock.advance(60_000);
    expect((await attempt(own, fields.email, PASSWORD, '192.0.2.99')).status).toBe(200);
  });

  test('an address has so many tries a minute, whatever the account; those that go well do not count', async () => {
    const clock = new ManualClock();
    const own = await startServer({ RATE_LIMIT_SIGN_IN: '3' }, clock);
    const fields = newAccount();
    await signUp(own, fields);
    for (let n = 1; n <= 3; n += 1) {
      await signIn(own, fields.email);
      expect((await attempt(own, freshEmail())).status).toBe(401);
    }
    expect((await attempt(own, fields.email, PASSWORD)).status).toBe(429);
  });

  test('tries at the same moment do not slip through', async () => {
    const own = await startServer({ RATE_LIMIT_SIGN_IN: '3' }, new ManualClock());
    const fields = newAccount();
    await signUp(own, fields);
    const answers = await Promise.all(Array.from({ length: 5 }, () => attempt(own, fields.email)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(2);
  });

  test('new accounts and new guests of an address are rationed', async () => {
    const clock = new ManualClock();
    const settings = { RATE_LIMIT_SIGN_UPS_BURST: '1', RATE_LIMIT_GUESTS: '1', RATE_LIMIT_GUESTS_BURST: '2' };
    const own = await startServer(settings, clock);
    await signUp(own);
    expect((await own.call('POST', SIGN_UP, { body: newAccount() })).status).toBe(429);
    await own.guest();
    await own.guest();
    expect((await own.call('POST', '/api/session/guest', { body: { name: 'Cy' } })).status).toBe(429);
    clock.advance(1_000);
    await own.guest();
    await signUp(own);
  });
});

describe('Who may come in', () => {
  test('GET /api/start tells, and who one is', async () => {
    const fresh = await server().call('GET', '/api/start');
    expect(fresh).toMatchObject({ status: 200 });
    expect(fresh.body).toEqual({ signUp: 'open', guests: true, mail: false } satisfies StartInfo);
    const { token: _, ...session } = await signUp(server()).then(async (account) => {
      const answer = await server().call('GET', '/api/start', { token: account.token });
      expect((answer.body as StartInfo).session).toEqual({ ...account, token: undefined });
      return account;
    });
    expect(session.user.kind).toBe('person');
  });

  test('SIGNUP=closed: no new accounts; GUESTS=off: no guests', async () => {
    const own = await startServer({ SIGNUP: 'closed', GUESTS: 'off' });
    expect((await own.call('GET', '/api/start')).body).toEqual({ signUp: 'closed', guests: false, mail: false });
    expect(await own.call('POST', SIGN_UP, { body: newAccount() })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    expect((await own.call('POST', '/api/session/guest', { body: { name: 'Ada' } })).status).toBe(403);
  });

  test('SIGNUP=invite: with an invite to the server, as often as it holds', async () => {
    const own = await startServer({ SIGNUP: 'invite' });
    const database = new Sqlite(own.databasePath);
    const add = (code: string, fields: { roomId?: string; maxUses?: number; expiresAt?: string; revokedAt?: string }) =>
      database
        .prepare(
          'INSERT INTO Invite (codeHash, id, createdBy, roomId, maxUses, expiresAt, revokedAt) VALUES (?,?,?,?,?,?,?)',
        )
        .run(
          createHash('sha256').update(code).digest('hex'),
          randomUUID(),
          'x',
          fields.roomId ?? null,
          fields.maxUses ?? null,
          fields.expiresAt ?? null,
          fields.revokedAt ?? null,
        );
    const { id: general } = database.prepare('SELECT id FROM Room').get() as { id: string };
    add('twice', { maxUses: 2 });
    add('expired', { expiresAt: '2020-01-01T00:00:00.000+00:00' });
    add('revoked', { revokedAt: '2020-01-01T00:00:00.000+00:00' });
    add('room', { roomId: general });
    database.close();
    const status = async (invite?: string) =>
      (await own.call('POST', SIGN_UP, { body: { ...newAccount(), ...(invite === undefined ? {} : { invite }) } }))
        .status;
    for (const wrong of [undefined, '', 'unknown', 'expired', 'revoked', 'room']) expect(await status(wrong)).toBe(403);
    const taken = [await status('twice'), ...(await Promise.all([status('twice'), status('twice')]))];
    expect(taken.sort()).toEqual([200, 200, 403]);
  });
});
