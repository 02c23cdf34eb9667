import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createRandom } from '../src/random.ts';
import { TcpProxy } from '../src/tcp-proxy.ts';

/** A server that says everything back, a proxy before it, and a connection through both. */
async function echoThroughProxy(): Promise<{ proxy: TcpProxy; socket: Socket; chunks: Buffer[] }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy = await TcpProxy.open((server.address() as AddressInfo).port, createRandom(1));
  onTestFinished(async () => {
    await proxy.close();
    server.close();
  });
  const socket = open(proxy);
  await once(socket, 'connect');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  return { proxy, socket, chunks };
}

function open(proxy: TcpProxy): Socket {
  const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1');
  // A close follows.
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  return socket;
}

/** Unlike `once`, does not mind that an error comes before. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

async function heardAll(socket: Socket, chunks: Buffer[], bytes: number): Promise<Buffer> {
  while (Buffer.concat(chunks).length < bytes) await once(socket, 'data');
  return Buffer.concat(chunks);
}

test.each(['fine', 'sliced', 'slow'] as const)('carries every byte in its order: %s', async (weather) => {
  const { proxy, socket, chunks } = await echoThroughProxy();
  if (weather === 'sliced') proxy.slice();
  if (weather === 'slow') proxy.slow();
  const sent = Buffer.from(Array.from({ length: 1_000 }, (_, i) => i % 251));
  const started = performance.now();
  socket.write(sent.subarray(0, 400));
  socket.write(sent.subarray(400));
  expect(await heardAll(socket, chunks, sent.length)).toEqual(sent);
  if (weather === 'sliced') expect(chunks.length).toBeGreaterThan(20);
  if (weather === 'slow') expect(performance.now() - started).toBeGreaterThan(290);
});

test('cuts a connection in the middle of what it carries', async () => {
  const { proxy, socket, chunks } = await echoThroughProxy();
  proxy.cutNext();
  socket.write(Buffer.alloc(1_000, 1));
  await closed(socket);
  expect(Buffer.concat(chunks).length).toBeLessThan(1_000);
});

test('freezes without a word, and goes on where it stood', async () => {
  const { proxy, socket, chunks } = await echoThroughProxy();
  proxy.freeze();
  socket.write('held');
  // A turn through the kernel that a frozen line does not answer.
  await once(open(proxy), 'connect');
  expect(chunks).toEqual([]);
  proxy.restore();
  expect(String(await heardAll(socket, chunks, 4))).toBe('held');
});

test('swallows what the server says, and resets such a line in the end', async () => {
  const { proxy, socket, chunks } = await echoThroughProxy();
  socket.write('heard');
  await heardAll(socket, chunks, 5);
  proxy.deafen();
  const other = open(proxy);
  other.write('lost');
  socket.write('lost');
  await expect.poll(() => proxy.lossyLinks).toBe(2);
  const ends = Promise.all([closed(socket), closed(other)]);
  proxy.restore();
  await ends;
  expect(String(Buffer.concat(chunks))).toBe('heard');
});

test('resets everybody, and refuses newcomers while it is down', async () => {
  const { proxy, socket } = await echoThroughProxy();
  const end = closed(socket);
  proxy.down();
  await end;
  const late = open(proxy);
  await closed(late);
  expect(late.bytesRead).toBe(0);
});
