import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, connect as dial, type Socket } from 'node:net';
import { Writable } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { PendingFrames } from '../../src/gateway/pending-frames.ts';
import { descriptorOf, loadSendAll, type SendAll } from '../../src/gateway/send-all.ts';
import { TurnWrites } from '../../src/gateway/turn-writes.ts';

const compiled = loadSendAll();
const WAYS: [string, SendAll | undefined][] = [['through streams', undefined]];
if (compiled) WAYS.push(['in one call', compiled]);

function framesOf(...frames: (string | Buffer)[]): PendingFrames {
  return frames.reduce<PendingFrames>((chain, frame) => chain.with(Buffer.from(frame)), PendingFrames.none());
}

const open: Socket[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.destroy();
});

/** Both ends of a TCP connection. */
async function pair(): Promise<{ near: Socket; far: Socket }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const far = dial(port, '127.0.0.1');
  const [near] = (await once(server, 'connection')) as [Socket];
  server.close();
  open.push(near, far);
  return { near, far };
}

/** Resolves with what arrives, once it has `length` bytes. */
function received(socket: Socket, length: number): Promise<Buffer> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    socket.on('data', (part: Buffer) => {
      parts.push(part);
      bytes += part.length;
      if (bytes >= length) resolve(Buffer.concat(parts));
    });
  });
}

test('the addon is there wherever a C compiler is', () => {
  const compiler = process.platform === 'win32' ? undefined : spawnSync(process.env.CC ?? 'cc', ['--version']);
  expect(compiled !== undefined).toBe(compiler?.status === 0);
});

describe.each(WAYS)('%s', (_way, sendAll) => {
  test('each socket gets its own chunk', async () => {
    const pairs = await Promise.all([pair(), pair(), pair()]);
    const writes = new TurnWrites(sendAll);
    for (const [i, { near }] of pairs.entries()) writes.add(near, descriptorOf(near), framesOf(`chunk ${i}`));
    writes.send();
    const arrived = await Promise.all(pairs.map(({ far }) => received(far, 7)));
    expect(arrived.map(String)).toEqual(['chunk 0', 'chunk 1', 'chunk 2']);
  });

  test('a reader who is behind gets everything, once and in order', async () => {
    const { near, far } = await pair();
    const writes = new TurnWrites(sendAll);
    // Far more than the kernel holds for one socket.
    const chunks = Array.from({ length: 64 }, (_, i) => Buffer.alloc(256 * 1024 + i, i));
    for (const chunk of chunks) {
      writes.add(near, descriptorOf(near), framesOf(chunk));
      writes.send();
    }
    expect(near.writableLength).toBeGreaterThan(0);
    const sent = Buffer.concat(chunks);
    expect((await received(far, sent.length)).equals(sent)).toBe(true);
  });

  test('however much a turn has for its sockets, each gets its own', async () => {
    const pairs = await Promise.all(Array.from({ length: 12 }, pair));
    const writes = new TurnWrites(sendAll);
    const parts = (i: number, turn: number) => [1, 2, 3].map((n) => Buffer.alloc(20_000 + i, 32 * turn + 3 * i + n));
    const arriving = pairs.map(({ far }, i) => received(far, 6 * (20_000 + i)));
    for (const turn of [0, 1]) {
      for (const [i, { near }] of pairs.entries()) writes.add(near, descriptorOf(near), framesOf(...parts(i, turn)));
      writes.send();
    }
    for (const [i, bytes] of (await Promise.all(arriving)).entries()) {
      expect(bytes.equals(Buffer.concat([...parts(i, 0), ...parts(i, 1)]))).toBe(true);
    }
  });

  test('a peer that has gone ends its own socket and no other', async () => {
    const [gone, there] = await Promise.all([pair(), pair()]);
    gone.near.pause();
    const ended = new Promise((resolve) => gone.near.once('error', resolve));
    gone.far.resetAndDestroy();
    await once(gone.far, 'close');
    const writes = new TurnWrites(sendAll);
    for (const { near } of [gone, there]) writes.add(near, descriptorOf(near), framesOf('hello'));
    writes.send();
    expect(await ended).toMatchObject({ code: expect.stringMatching(/EPIPE|ECONNRESET/) });
    expect(String(await received(there.far, 5))).toBe('hello');
  });
});

/** A socket that has a descriptor, and keeps what comes through its stream. */
class FakeSocket extends Writable {
  private readonly chunks: Buffer[] = [];

  get written(): string[] {
    return this.chunks.map(String);
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.chunks.push(chunk);
    done();
  }
}

describe('what does not go in one call', () => {
  test('the rest of a chunk goes to the stream', () => {
    const [slow, quick] = [new FakeSocket(), new FakeSocket()];
    const writes = new TurnWrites((_descriptors, _chunks, taken) => {
      taken.set([2, 4]);
      return false;
    });
    writes.add(slow, 8, framesOf('ab', 'cd'));
    writes.add(quick, 9, framesOf('ab', 'cd'));
    writes.send();
    // The next turn's frames must not be found in what is left of this one's.
    writes.add(quick, 9, framesOf('WX', 'YZ'));
    expect([slow.written, quick.written]).toEqual([['cd'], []]);
  });

  test('a socket whose stream holds something is written through it', () => {
    const socket = new FakeSocket();
    const calls: number[] = [];
    const writes = new TurnWrites((_descriptors, _chunks, _taken, count) => calls.push(count) > 0);
    socket.cork();
    socket.write('first ');
    writes.add(socket, 8, framesOf('second'));
    socket.uncork();
    writes.send();
    expect(socket.written.join('')).toBe('first second');
    expect(calls).toEqual([]);
  });

  test('so is a socket without a descriptor', () => {
    const socket = new FakeSocket();
    expect(descriptorOf(socket)).toBeUndefined();
    new TurnWrites(() => true).add(socket, descriptorOf(socket), framesOf('a'));
    expect(socket.written).toEqual(['a']);
  });

  test('more sockets than one call takes are several calls', () => {
    const calls: number[] = [];
    const writes = new TurnWrites((descriptors, chunks, _taken, count) => {
      expect(chunks).toHaveLength(count);
      expect(descriptors[count - 1]).toBe(7);
      return calls.push(count) > 0;
    });
    for (let i = 0; i < 2_500; i++) writes.add(new FakeSocket(), 7, framesOf('a'));
    writes.send();
    expect(calls).toEqual([1024, 1024, 452]);
    writes.send();
    expect(calls).toHaveLength(3);
  });
});

test.each(WAYS.slice(1))('%s: what is no chunk, no descriptors or too few of them is refused', (_way, addon) => {
  const sendAll = addon as unknown as (...args: unknown[]) => boolean;
  const one = new Int32Array(1);
  for (const args of [[], [one, ['a'], one, 1], [one, [Buffer.from('a')], new Int32Array(0), 1], [[1], [], one, 0]]) {
    expect(() => sendAll(...args)).toThrow(TypeError);
  }
});
