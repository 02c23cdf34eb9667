import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { RawSocket } from '../support/raw-socket.ts';
import type { Guest } from '../support/server.ts';
import { dataFolder, type ServerProcess, startProcess } from '../support/server-process.ts';

async function guest(server: ServerProcess, name = 'Ada'): Promise<Guest> {
  return (await server.call('POST', '/api/session/guest', { body: { name } })).body as Guest;
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s drains: all that was accepted is acknowledged, sockets close with 1012, exit 0 within 5 s',
  async (signal) => {
    const dataDir = await dataFolder();
    const server = startProcess(dataDir);
    const ada = await guest(server);
    const client = await server.connect(ada.token);
    const idle = await server.connect((await guest(server, 'Bo')).token);
    const silent = new RawSocket(Number(new URL(await server.url()).port));
    await silent.upgrade({ Authorization: `Bearer ${ada.token}` });
    await client.join('general');

    const ids = Array.from({ length: 500 }, () => randomUUID());
    for (const id of ids) client.send({ type: 'message', id, room: 'general', body: 'x' });
    await client.next('ack');
    const asked = performance.now();
    server.kill(signal);
    expect((await client.close()).code).toBe(1012);
    expect((await idle.close()).code).toBe(1012);
    expect(await server.end()).toEqual({ code: 0, signal: null });
    expect(performance.now() - asked).toBeLessThan(5_000);

    const acked = client.all.filter((frame) => frame.type === 'ack').map((frame) => frame.id);
    const pushed = client.pushed().map((message) => message.id);
    expect(new Set(acked)).toEqual(new Set(pushed));

    const again = startProcess(dataDir);
    const after = await again.connect(ada.token);
    expect((await after.join('general')).seq).toBe(acked.length);
  },
);

test('a server that drains takes no new connections', async () => {
  const dataDir = await dataFolder();
  const server = startProcess(dataDir);
  const client = await server.connect((await guest(server)).token);
  const { port } = new URL(await server.url());
  server.kill('SIGTERM');
  await client.close();
  const late = new RawSocket(Number(port));
  await late.end();
  await server.end();
});

test('a second server on the same data is refused, and says by whom', async () => {
  const dataDir = await dataFolder();
  const first = startProcess(dataDir);
  await first.url();
  const second = startProcess(dataDir);
  expect((await second.end()).code).toBe(1);
  expect(second.output).toMatch(/Another process \(pid \d+\) uses .*confab\.db/);
  expect(second.output).not.toMatch(/^\s+at /m);
  expect((await first.call('GET', '/readyz')).status).toBe(200);
});

test.each([
  [{ PORT: 'x' }, /PORT=x: must be a whole number from 0 to 65535/],
  [{ HEARTBEAT_MS: '1' }, /HEARTBEAT_MS=1: must be at least 100/],
])('a wrong setting ends the start with a message that names it: %j', async (settings, message) => {
  const server = startProcess(await dataFolder(), settings);
  expect((await server.end()).code).toBe(1);
  expect(server.output).toMatch(message);
  expect(server.output).not.toMatch(/^\s+at /m);
});

test('a port that is taken ends the start with a message that names it', async () => {
  const first = startProcess(await dataFolder());
  const { port } = new URL(await first.url());
  const second = startProcess(await dataFolder(), { PORT: port });
  expect((await second.end()).code).toBe(1);
  expect(second.output).toContain(`${port}. Stop what listens there, or set another PORT.`);
});

test('an address that is not ours, or a folder that is none, ends the start with what to look at', async () => {
  const elsewhere = startProcess(await dataFolder(), { HOST: '192.0.2.1' });
  expect((await elsewhere.end()).code).toBe(1);
  expect(elsewhere.output).toContain('192.0.2.1. Look at HOST and PORT.');
  const noFolder = startProcess(import.meta.filename);
  expect((await noFolder.end()).code).toBe(1);
  expect(noFolder.output).toContain('Look at DATA_DIR.');
});
