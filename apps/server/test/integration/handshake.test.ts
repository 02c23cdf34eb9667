import { once } from 'node:events';
import { IncomingMessage } from 'node:http';
import { queryObjects } from 'node:v8';
import { describe, expect, test } from 'vitest';
import { handshakeHeaders, RawSocket } from '../support/raw-socket.ts';
import { sharedServer, startServer } from '../support/server.ts';

const server = sharedServer({ ALLOWED_ORIGINS: 'https://chat.example.org' });

/** Sends a handshake with some headers replaced, or left out where undefined. */
async function handshake(changes: Record<string, string | undefined>, requestLine = 'GET /ws HTTP/1.1') {
  const socket = new RawSocket(server().port);
  const headers = Object.entries({ ...handshakeHeaders(), ...changes }).filter(([, value]) => value !== undefined);
  socket.request(requestLine, ...headers.map(([name, value]) => `${name}: ${value}`));
  return socket.answer();
}

test('a handshake that RFC 6455 is content with is upgraded', async () => {
  const answer = await handshake({ 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==' });
  expect(answer.status).toBe(101);
  expect(answer.headers['sec-websocket-accept']).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
  expect(answer.headers).not.toHaveProperty('sec-websocket-extensions');
});

test('an open connection keeps neither the request nor the reply of its handshake', async () => {
  const guest = await server().guest();
  const requests = () => Number(queryObjects(IncomingMessage));
  const before = requests();
  const clients = await Promise.all(Array.from({ length: 10 }, () => server().connect(guest)));
  expect(requests() - before).toBeLessThan(clients.length);
});

describe('a handshake that breaks RFC 6455', () => {
  test.each([
    ['an older version', { 'Sec-WebSocket-Version': '8' }, 426],
    ['a version that is no number', { 'Sec-WebSocket-Version': 'x' }, 426],
    ['no version', { 'Sec-WebSocket-Version': undefined }, 426],
    ['no key', { 'Sec-WebSocket-Key': undefined }, 400],
    ['a key that is not base64', { 'Sec-WebSocket-Key': '!!!!!!!!!!!!!!!!!!!!!!==' }, 400],
    ['a key of 15 bytes', { 'Sec-WebSocket-Key': Buffer.alloc(15).toString('base64') }, 400],
    ['a key of 17 bytes', { 'Sec-WebSocket-Key': Buffer.alloc(17).toString('base64') }, 400],
    ['no Host', { Host: undefined }, 400],
  ])('%s', async (_name, changes, status) => {
    const answer = await handshake(changes);
    expect(answer.status).toBe(status);
    if (status === 426) expect(answer.headers['sec-websocket-version']).toBe('13');
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'invalid' });
  });

  test('HTTP/1.0', async () => {
    expect((await handshake({}, 'GET /ws HTTP/1.0')).status).toBe(400);
  });

  test('a method other than GET', async () => {
    const answer = await handshake({ 'Content-Length': '0' }, 'POST /ws HTTP/1.1');
    expect(answer.status).toBe(405);
  });

  test('a plain GET is told to upgrade', async () => {
    const answer = await server().call('GET', '/ws');
    expect(answer.status).toBe(426);
    expect(answer.headers.get('upgrade')).toBe('websocket');
  });
});

describe('TRACE and CONNECT are 405, upgrade or not', () => {
  test.each([['TRACE /ws HTTP/1.1'], ['TRACE / HTTP/1.1']])('%s', async (line) => {
    const socket = new RawSocket(server().port);
    socket.request(line, 'Host: localhost');
    expect((await socket.answer()).status).toBe(405);
  });

  test.each([['CONNECT localhost:80 HTTP/1.1'], ['CONNECT /ws HTTP/1.1']])('%s', async (line) => {
    const socket = new RawSocket(server().port);
    socket.request(line, 'Host: localhost');
    const answer = await socket.answer();
    expect(answer.status).toBe(405);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'method_not_allowed' });
  });

  test('TRACE with the headers of a handshake', async () => {
    expect((await handshake({}, 'TRACE /ws HTTP/1.1')).status).toBe(405);
  });
});

describe('an upgrade of another address', () => {
  test.each(['/', '/ws/', '/api/session', '/ws2', '/healthz'])('%s', async (path) => {
    const { status } = await handshake({}, `GET ${path} HTTP/1.1`);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });
});

describe('subprotocols', () => {
  test('no list means chat.v1.json, and none is named in the answer', async () => {
    const answer = await handshake({});
    expect(answer.status).toBe(101);
    expect(answer.headers).not.toHaveProperty('sec-websocket-protocol');
  });

  test('the first of the list that is spoken here is picked', async () => {
    const answer = await handshake({ 'Sec-WebSocket-Protocol': 'chat.v9.cbor, chat.v1.json' });
    expect(answer.status).toBe(101);
    expect(answer.headers['sec-websocket-protocol']).toBe('chat.v1.json');
  });

  test.each(['chat.v9.cbor', 'a, b', ''])('a list in which none is spoken is 400: "%s"', async (offered) => {
    expect((await handshake({ 'Sec-WebSocket-Protocol': offered })).status).toBe(400);
  });
});

describe('Origin', () => {
  test.each([
    ['none: a program', undefined, 101],
    ["the server's own", 'http://localhost', 101],
    ['one in ALLOWED_ORIGINS', 'https://chat.example.org', 101],
    ['a foreign one', 'https://evil.example', 403],
    ['another port', 'http://localhost:8080', 403],
    ['a subdomain of an allowed one', 'https://x.chat.example.org', 403],
    ['null', 'null', 403],
    ['rubbish', '::::', 403],
    ['empty', '', 403],
  ])('%s', async (_name, origin, status) => {
    expect((await handshake({ Origin: origin })).status).toBe(status);
  });
});

test('a handshake sent behind another request waits for its answer', async () => {
  const { token } = await server().guest();
  const headers = Object.entries({ ...handshakeHeaders(), Authorization: `Bearer ${token}` });
  const head = (first: string, lines: string[]) => `${[first, ...lines].join('\r\n')}\r\n\r\n`;
  for (const path of ['/healthz', '/api/session']) {
    const socket = new RawSocket(server().port);
    socket.write(
      head(`GET ${path} HTTP/1.1`, ['Host: localhost', `Authorization: Bearer ${token}`]) +
        head(
          'GET /ws HTTP/1.1',
          headers.map(([name, value]) => `${name}: ${value}`),
        ),
    );
    expect((await socket.answer()).status).toBe(200);
    expect((await socket.answer()).status).toBe(101);
    expect(JSON.parse((await socket.nextFrame()).payload.toString())).toMatchObject({ type: 'hello' });
    socket.socket.destroy();
  }
});

test.each([
  ['an upgrade that is passed over', 'GET /api/docs/json HTTP/1.1', 'h2c'],
  ['one that waits', 'GET /api/docs/json HTTP/1.1\r\nHost: localhost\r\n\r\nGET /ws HTTP/1.1', 'websocket'],
  ['a handshake', 'GET /ws HTTP/1.1', 'websocket'],
  ['a plain request', 'GET /api/docs/json HTTP/1.1', ''],
])('whoever offers %s and hangs up in the middle harms nobody', async (_name, start, upgrade) => {
  const headers = Object.entries({ ...handshakeHeaders(), Upgrade: upgrade }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const gone = Array.from({ length: 20 }, async () => {
    const { ended, socket } = new RawSocket(server().port);
    await once(socket, 'connect');
    socket.write(`${[start, ...headers].join('\r\n')}\r\n\r\n`, () => socket.resetAndDestroy());
    await ended;
  });
  await Promise.all(gone);
  expect((await handshake({})).status).toBe(101);
});

test('half a handshake is cut within HANDSHAKE_TIMEOUT_MS', async () => {
  const hasty = await startServer({ HANDSHAKE_TIMEOUT_MS: '200' });
  const silent = new RawSocket(hasty.port);
  const half = new RawSocket(hasty.port);
  half.write('GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgr');
  await half.end();
  await silent.end();
});
