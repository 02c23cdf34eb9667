import { describe, expect, onTestFinished, test } from 'vitest';
import { handshakeHeaders, RawSocket } from '../support/raw-socket.ts';
import { startServer } from '../support/server.ts';

/** Opens a WebSocket as if a proxy had passed it on for `from`. */
async function handshake(port: number, from?: string) {
  const socket = new RawSocket(port);
  // It answers no close frame: the server would wait for that.
  onTestFinished(() => void socket.socket.destroy());
  const headers = Object.entries({ ...handshakeHeaders(), ...(from ? { 'X-Forwarded-For': from } : {}) });
  socket.request('GET /ws HTTP/1.1', ...headers.map(([name, value]) => `${name}: ${value}`));
  return { socket, answer: await socket.answer() };
}

describe('connections', () => {
  test('an address has so many and no more; one that ends makes room', async () => {
    const server = await startServer({ MAX_CONNECTIONS_PER_ADDRESS: '2' });
    const first = await handshake(server.port);
    const second = await handshake(server.port);
    expect([first.answer.status, second.answer.status]).toEqual([101, 101]);
    const { answer } = await handshake(server.port);
    expect(answer.status).toBe(429);
    expect(answer.headers['retry-after']).toBe('30');
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'rate_limited' });
    first.socket.socket.destroy();
    await expect.poll(async () => (await handshake(server.port)).answer.status).toBe(101);
  });

  test('the server has so many and no more, whoever asks', async () => {
    const server = await startServer({ MAX_CONNECTIONS: '1', TRUST_PROXY: 'on' });
    expect((await handshake(server.port, '203.0.113.1')).answer.status).toBe(101);
    expect((await handshake(server.port, '203.0.113.2')).answer.status).toBe(503);
  });

  test('a refused handshake takes no place', async () => {
    const server = await startServer({ MAX_CONNECTIONS_PER_ADDRESS: '1' });
    const socket = new RawSocket(server.port);
    const headers = Object.entries({ ...handshakeHeaders(), Origin: 'https://evil.example' });
    socket.request('GET /ws HTTP/1.1', ...headers.map(([name, value]) => `${name}: ${value}`));
    expect((await socket.answer()).status).toBe(403);
    expect((await handshake(server.port)).answer.status).toBe(101);
  });
});

describe('X-Forwarded-For', () => {
  const settings = { MAX_CONNECTIONS_PER_ADDRESS: '1' };

  test('is nothing to us where no proxy is trusted: it gives nobody a second place', async () => {
    const server = await startServer(settings);
    expect((await handshake(server.port, '203.0.113.1')).answer.status).toBe(101);
    expect((await handshake(server.port, '203.0.113.2')).answer.status).toBe(429);
  });

  test('tells people apart behind a trusted proxy', async () => {
    const server = await startServer({ ...settings, TRUST_PROXY: '127.0.0.1' });
    expect((await handshake(server.port, '203.0.113.1')).answer.status).toBe(101);
    expect((await handshake(server.port, '203.0.113.2')).answer.status).toBe(101);
    expect((await handshake(server.port, '203.0.113.2')).answer.status).toBe(429);
  });

  test('forged in front of what the proxy adds, it changes nothing', async () => {
    const server = await startServer({ ...settings, TRUST_PROXY: '127.0.0.1' });
    expect((await handshake(server.port, '198.51.100.1, 203.0.113.1')).answer.status).toBe(101);
    expect((await handshake(server.port, '198.51.100.2, 203.0.113.1')).answer.status).toBe(429);
  });
});

describe('API requests', () => {
  test('beyond the rate of an address are answered 429 with the time to wait, and cost nobody else', async () => {
    const server = await startServer({ RATE_LIMIT_HTTP: '1', RATE_LIMIT_HTTP_BURST: '3', TRUST_PROXY: '127.0.0.1' });
    const ask = (from: string) => server.call('GET', '/api/rooms', { headers: { 'x-forwarded-for': from } });
    const statuses = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await ask('203.0.113.1')).status);
    expect(statuses).toEqual([401, 401, 401, 429]);
    const refused = await ask('203.0.113.1');
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.body).toMatchObject({ code: 'rate_limited' });
    expect((await ask('203.0.113.2')).status).toBe(401);
    expect((await server.call('GET', '/healthz')).status).toBe(200);
  });
});
