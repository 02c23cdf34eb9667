import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { describe, expect, onTestFinished, test } from 'vitest';
import { registerWebApp } from '../../src/http/web-app.ts';
import { RawSocket } from '../support/raw-socket.ts';
import { sharedServer } from '../support/server.ts';

const server = sharedServer();

/** Sends a request as it is written: fetch would tidy it up. */
async function raw(port: number, head: string, body = '') {
  const socket = new RawSocket(port);
  socket.write(`${head}\r\nHost: localhost\r\n\r\n${body}`);
  return socket.answer();
}

describe('every error is JSON {code, message}, and nothing that a caller sends makes a 5xx', () => {
  test.each([
    ['GET', '/api/nothing', 404],
    ['GET', '/api', 404],
    ['GET', '//api/rooms', 404],
    ['GET', '/nothing.js', 404],
    ['PUT', '/api/rooms', 405],
    ['DELETE', '/healthz', 405],
    ['POST', '/ws', 405],
    ['POST', '/api/nothing', 404],
    ['GET', '/api/rooms/%E0%A4%A/messages', 400],
    ['GET', `/api/rooms/${'x'.repeat(300)}/messages`, 404],
  ])('%s %s is %i', async (method, path, status) => {
    const answer = await raw(server().port, `${method} ${path} HTTP/1.1`);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toEqual({ code: expect.any(String), message: expect.any(String) });
  });

  test.each([
    ['PUT', '/api/rooms', 'GET, HEAD, POST, OPTIONS'],
    ['POST', '/api/rooms/general/messages', 'GET, HEAD, OPTIONS'],
    ['GET', '/api/session/guest', 'POST, OPTIONS'],
    ['PUT', '/ws', 'GET, OPTIONS'],
    ['DELETE', '/healthz?now', 'GET, HEAD, OPTIONS'],
  ])('%s %s is 405, and Allow says what would do', async (method, path, allow) => {
    const answer = await raw(server().port, `${method} ${path} HTTP/1.1`);
    expect([answer.status, answer.headers.allow]).toEqual([405, allow]);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'method_not_allowed' });
    const asked = await raw(server().port, `OPTIONS ${path} HTTP/1.1`);
    expect([asked.status, asked.headers.allow, asked.body]).toEqual([204, allow, '']);
  });

  test('a body over 64 KiB is 413 too_large', async () => {
    const body = JSON.stringify({ name: 'x'.repeat(70_000) });
    expect(await server().call('POST', '/api/session/guest', { body })).toMatchObject({
      status: 413,
      body: { code: 'too_large' },
    });
  });

  test('another media type is 400, and so is deep nesting', async () => {
    const types = ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'nonsense'];
    for (const type of types) {
      const answer = await server().call('POST', '/api/session/guest', {
        body: '{"name":"Ada"}',
        headers: { 'content-type': type },
      });
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } });
    }
    const body = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
    expect((await server().call('POST', '/api/session/guest', { body })).status).toBe(400);
  });

  test.each(['application/json', 'text/plain', 'application/x-www-form-urlencoded'])(
    'no body is none, also where it is said to be %s',
    async (type) => {
      const { token } = await server().guest();
      const headers = { 'content-type': type };
      const call = (method: string, path: string) => server().call(method, path, { token, headers });
      expect(await call('POST', '/api/rooms')).toMatchObject({ status: 400, body: { message: 'name: is missing' } });
      const room = await server().createRoom({ token, user: { id: '', name: '', kind: 'guest' } });
      expect((await call('POST', `/api/rooms/${room}/invites`)).status).toBe(201);
      expect((await call('DELETE', `/api/rooms/${room}`)).status).toBe(204);
      expect((await call('POST', '/api/auth/sign-out')).status).toBe(200);
    },
  );

  test('a body that is no UTF-8 is 400, not a name with holes', async () => {
    const body = Buffer.from('{"name":"\xff"}', 'latin1');
    const answer = await fetch(`${server().url}/api/session/guest`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect([answer.status, await answer.json()]).toEqual([400, { code: 'invalid', message: expect.any(String) }]);
  });

  test.each([
    ['no Host', 400, ['GET /healthz HTTP/1.1']],
    ['an Expect that nobody knows', 417, ['GET /healthz HTTP/1.1', 'Host: localhost', 'Expect: a miracle']],
  ])('%s is %i', async (_name, status, lines) => {
    const socket = new RawSocket(server().port);
    socket.request(...lines);
    const answer = await socket.answer();
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toEqual({ code: 'invalid', message: expect.any(String) });
  });

  test.each([
    ['a request line that is none', 'GARBAGE'],
    ['a head of 100 KB', `GET / HTTP/1.1\r\nX-Long: ${'x'.repeat(100_000)}`],
    ['two lengths', 'POST /api/session/guest HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2'],
    ['a length and chunks', 'POST /api/session/guest HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked'],
  ])('%s is a 4xx', async (_name, head) => {
    const { status } = await raw(server().port, head);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });
});

describe('no other site acts with the cookie', () => {
  test.each(['POST', 'DELETE', 'PATCH'])('%s from a foreign origin is 403', async (method) => {
    const { token } = await server().guest();
    const answer = await server().call(method, '/api/session', {
      headers: { origin: 'https://evil.example', cookie: `confab_session=${token}` },
    });
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect((await server().call('GET', '/api/session', { token })).status).toBe(200);
  });

  test("the server's own origin passes", async () => {
    const answer = await server().call('POST', '/api/session/guest', {
      body: { name: 'Ada' },
      headers: { origin: server().url },
    });
    expect(answer.status).toBe(201);
  });

  test('pages may not be framed or run foreign scripts', async () => {
    const { headers } = await server().call('GET', '/healthz');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('no cache keeps', () => {
  test.each(['/api/session', '/api/rooms', '/api/rooms/general/messages', '/healthz', '/readyz', '/metrics'])(
    '%s',
    async (path) => {
      const { token } = await server().guest();
      for (const options of [{ token }, {}]) {
        const { headers } = await server().call('GET', path, options);
        expect(headers.get('cache-control')).toBe('no-store');
      }
    },
  );

  test('an error of any address', async () => {
    expect((await server().call('GET', '/missing.js')).headers.get('cache-control')).toBe('no-store');
  });
});

describe('operations', () => {
  test('healthz and readyz', async () => {
    expect(await server().call('GET', '/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await server().call('GET', '/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } });
  });

  test('metrics count connections, frames, commits and resumes in the Prometheus format', async () => {
    const value = async (name: string) => {
      const { body, headers } = await server().call('GET', '/metrics');
      expect(headers.get('content-type')).toContain('text/plain');
      return Number(new RegExp(`^${name.replace(/[{}]/g, '\\$&')} (\\S+)$`, 'm').exec(String(body))?.[1] ?? Number.NaN);
    };
    const names = [
      'websocket_messages_received_total',
      'websocket_messages_sent_total',
      'commit_batch_size_count',
      'commit_duration_seconds_count',
      'fan_out_duration_seconds_count',
      'room_resumes_total{complete="true"}',
      'room_resumes_total{complete="false"}',
      'websocket_messages_refused_total',
    ];
    const before = await Promise.all(names.map(value));
    const client = await server().connect();
    await client.join('general', { since: 0 });
    await client.join('general', { since: 999 });
    await client.post('general', 'x');
    client.send('rubbish');
    await client.settled();
    const after = await Promise.all(names.map(value));
    for (const [i, name] of names.entries()) expect(after[i], name).toBeGreaterThan(before[i] ?? Number.NaN);
    expect(await value('websocket_connections_active')).toBeGreaterThanOrEqual(1);
    expect(await value('websocket_slow_readers_cut_total')).toBe(0);
    expect(await value('nodejs_eventloop_lag_seconds')).toBeGreaterThanOrEqual(0);
  });
});

describe('static files', () => {
  /** A built web app, with a secret beside it. */
  async function webApp(): Promise<number> {
    const root = await mkdtemp(join(tmpdir(), 'confab-test-'));
    const folder = join(root, 'dist');
    await mkdir(join(folder, 'assets'), { recursive: true });
    await writeFile(join(root, 'secret.txt'), 'the secret');
    await writeFile(join(folder, 'index.html'), '<title>Confab</title>');
    await writeFile(join(folder, 'assets', 'app-abc123.js'), 'run()');
    await writeFile(join(folder, '.env'), 'the secret');
    const app = fastify();
    app.decorateRequest('ws', false);
    await registerWebApp(app, folder, () => []);
    await app.listen({ port: 0, host: '127.0.0.1' });
    onTestFinished(async () => {
      await app.close();
      await rm(root, { recursive: true, force: true });
    });
    return (app.server.address() as AddressInfo).port;
  }

  test('hashed assets last for ever, pages are revalidated, the addresses of the app are its page', async () => {
    const port = await webApp();
    const asset = await raw(port, 'GET /assets/app-abc123.js HTTP/1.1');
    expect(asset).toMatchObject({ status: 200, body: 'run()' });
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    for (const path of ['/', '/index.html', '/rooms/general', '/rooms/general?message=3']) {
      const page = await raw(port, `GET ${path} HTTP/1.1`);
      expect(page).toMatchObject({ status: 200, body: '<title>Confab</title>' });
      expect(page.headers['cache-control']).toBe('no-cache');
    }
  });

  test.each(['/assets/missing.js', '/api/missing', '/api', '//api/rooms', '/favicon.ico', '/ws'])(
    '%s is 404, not the page',
    async (path) => {
      expect((await raw(await webApp(), `GET ${path} HTTP/1.1`)).status).toBe(404);
    },
  );

  test('a page takes no POST', async () => {
    const answer = await raw(await webApp(), 'POST /rooms/general HTTP/1.1');
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });

  test('no trick with the path leads out of the folder, or to hidden files', async () => {
    const port = await webApp();
    for (const path of [
      '/../secret.txt',
      '/assets/../../secret.txt',
      '/%2e%2e/secret.txt',
      '/%2e%2e%2fsecret.txt',
      '/..%5csecret.txt',
      '/..\\secret.txt',
      '/assets/%252e%252e/%252e%252e/secret.txt',
      '//secret.txt',
      '/./../secret.txt',
      '/....//secret.txt',
      '/%00/../secret.txt',
      '/secret.txt%00.html',
      '/.env',
      '/%2eenv',
      '/%c0%ae%c0%ae/secret.txt',
      'http://evil.example/../secret.txt',
    ]) {
      const answer = await raw(port, `GET ${path} HTTP/1.1`);
      expect(answer.body, path).not.toContain('the secret');
      expect(answer.status, path).toBeLessThan(500);
    }
  });
});
