import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { freshEmail, newAccount, PASSWORD, signIn, signUp } from '../support/accounts.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { sharedServer, startServer, type TestServer } from '../support/server.ts';
import { startMailServer } from '../support/smtp.ts';

const server = sharedServer();

const NEXT = 'another good password';
const SIGN_IN = '/api/auth/sign-in/email';

const tokenIn = (text: string) => /\/reset#([\w-]{43})/.exec(text)?.[1] ?? '';
const reset = (at: TestServer, token: string, newPassword = NEXT) =>
  at.call('POST', '/api/auth/reset-password', { body: { token, newPassword } });
const ask = (at: TestServer, email: string) => at.call('POST', '/api/auth/request-password-reset', { body: { email } });

describe('Changing one’s password', () => {
  const change = (token: string | undefined, currentPassword: string, newPassword: string) =>
    server().call('POST', '/api/auth/change-password', {
      body: { currentPassword, newPassword },
      ...(token === undefined ? {} : { token }),
    });

  test('takes the old one, and ends the other sessions', async () => {
    const fields = newAccount();
    const here = await signUp(server(), fields);
    const there = await server().connect(await signIn(server(), fields.email));
    const mine = await server().connect(here);
    expect((await change(here.token, PASSWORD, NEXT)).status).toBe(204);
    expect((await there.close()).code).toBe(4003);
    await mine.ack({ type: 'presence', status: 'away' });
    const { email } = fields;
    expect((await server().call('POST', SIGN_IN, { body: { email, password: PASSWORD } })).status).toBe(401);
    await signIn(server(), email, NEXT);
  });

  test('a wrong one changes nothing', async () => {
    const fields = newAccount();
    const { token } = await signUp(server(), fields);
    expect(await change(token, 'wrong password', NEXT)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await change(token, PASSWORD, 'short')).toMatchObject({ status: 400, body: { code: 'invalid' } });
    await signIn(server(), fields.email);
  });

  test('a guest has none, and nobody without a session', async () => {
    expect((await change((await server().guest()).token, PASSWORD, NEXT)).status).toBe(403);
    expect((await change(undefined, PASSWORD, NEXT)).status).toBe(401);
  });

  test('wrong ones are counted, as at the door', async () => {
    const own = await startServer({ RATE_LIMIT_SIGN_IN: '2' }, new ManualClock());
    const { token } = await signUp(own);
    const guess = () =>
      own.call('POST', '/api/auth/change-password', {
        token,
        body: { currentPassword: 'wrong password', newPassword: NEXT },
      });
    expect([(await guess()).status, (await guess()).status, (await guess()).status]).toEqual([403, 403, 429]);
  });
});

describe('A forgotten password, by mail', () => {
  test('a link comes, sets a new one once, and ends every session', async () => {
    const mail = await startMailServer();
    const own = await startServer({
      SMTP_URL: mail.url,
      MAIL_FROM: 'Confab <chat@example.org>',
      PUBLIC_URL: 'https://chat.example.org',
    });
    expect((await own.call('GET', '/api/start')).body).toMatchObject({ mail: true });
    const fields = newAccount('Ada');
    const socket = await own.connect(await signUp(own, fields));
    expect((await ask(own, fields.email.toUpperCase())).status).toBe(204);
    const { to, raw } = await mail.next();
    expect(to).toEqual([fields.email]);
    const text = raw.replaceAll('=\r\n', '').replaceAll('=3D', '=');
    expect(text).toContain('From: Confab <chat@example.org>');
    expect(text).toContain('https://chat.example.org/reset#');
    const token = tokenIn(text);
    expect((await reset(own, token, 'short')).status).toBe(400);
    const both = await Promise.all([reset(own, token), reset(own, token)]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 400]);
    expect((await socket.close()).code).toBe(4003);
    await signIn(own, fields.email, NEXT);
    // An unknown address gets the same answer, and no mail: the next one is for somebody else.
    expect((await ask(own, freshEmail('nobody'))).status).toBe(204);
    const bo = newAccount('Bo');
    await signUp(own, bo);
    await ask(own, bo.email);
    expect((await mail.next()).to).toEqual([bo.email]);
  });

  test('a newer link ends the older one, and links hold for an hour', async () => {
    const mail = await startMailServer();
    const clock = new ManualClock();
    const settings = { SMTP_URL: mail.url, MAIL_FROM: 'chat@example.org', PUBLIC_URL: 'https://chat.example.org' };
    const own = await startServer(settings, clock);
    const fields = newAccount();
    await signUp(own, fields);
    const link = async () => {
      await ask(own, fields.email);
      return tokenIn((await mail.next()).raw.replaceAll('=\r\n', ''));
    };
    const [first, second] = [await link(), await link()];
    expect(await reset(own, first)).toMatchObject({ status: 400, body: { code: 'invalid' } });
    clock.set(60 * 60_000);
    expect((await reset(own, second)).status).toBe(400);
    const third = await link();
    expect((await reset(own, third)).status).toBe(204);
  });

  test('a mail server that refuses is logged, and nobody outside hears of it', async () => {
    const mail = await startMailServer();
    const own = await startServer({
      SMTP_URL: mail.url.replace('secret', 'wrong'),
      MAIL_FROM: 'chat@example.org',
      PUBLIC_URL: 'https://chat.example.org',
    });
    const fields = newAccount();
    await signUp(own, fields);
    expect((await ask(own, fields.email)).status).toBe(204);
    await expect.poll(() => own.errors.length).toBe(1);
    expect(String(own.errors.pop())).toContain('a mail could not be sent');
  });

  test('asking again and again is held up', async () => {
    const own = await startServer({}, new ManualClock());
    const email = freshEmail();
    const answers = [];
    for (let n = 0; n < 6; n += 1) answers.push((await ask(own, email)).status);
    expect(answers).toEqual([204, 204, 204, 204, 204, 429]);
  });
});

describe('npm run admin, while the server runs', () => {
  const admin = async (at: TestServer, ...words: string[]) => {
    const program = fileURLToPath(new URL('../../dist-test/admin.js', import.meta.url));
    const env = { ...process.env, DATA_DIR: at.dataDir, PORT: '3000' };
    return promisify(execFile)(process.execPath, [program, ...words], { env }).then(
      ({ stdout }) => stdout,
      (error: { stderr: string }) => error.stderr,
    );
  };

  test('reset prints a link that works once', async () => {
    const fields = newAccount();
    await signUp(server(), fields);
    const words = await admin(server(), 'reset', fields.email);
    expect(words).toContain('http://localhost:3000/reset#');
    expect((await reset(server(), tokenIn(words))).status).toBe(204);
    expect((await reset(server(), tokenIn(words))).status).toBe(400);
    await signIn(server(), fields.email, NEXT);
  });

  test('role makes an admin, whom the running server knows at once', async () => {
    const fields = newAccount();
    const account = await signUp(server(), fields);
    const socket = await server().connect(account);
    expect(await admin(server(), 'role', fields.email, 'admin')).toContain('is admin now');
    expect((await server().call('GET', '/api/session', { token: account.token })).body).toMatchObject({
      role: 'admin',
    });
    // Who is connected is told within a second.
    await socket.next('user');
  });

  test('what it cannot do it says', async () => {
    expect(await admin(server())).toContain('Usage:');
    expect(await admin(server(), 'reset', 'nobody@example.org')).toContain('There is no account');
    expect(await admin(server(), 'role', 'nobody@example.org', 'king')).toContain('A role is one of');
  });
});
