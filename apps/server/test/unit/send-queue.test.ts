import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { Flusher } from '../../src/gateway/flusher.ts';
import { PendingFrames } from '../../src/gateway/pending-frames.ts';
import { SendQueue } from '../../src/gateway/send-queue.ts';
import { TurnMemory } from '../../src/gateway/turn-memory.ts';
import { TurnWrites } from '../../src/gateway/turn-writes.ts';

/** A socket whose peer reads only when told. */
class FakeSocket extends Writable {
  readonly writes: string[] = [];
  reading = true;
  private finish: (() => void) | undefined;

  constructor() {
    super({ highWaterMark: 16 });
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.writes.push(chunk.toString());
    if (this.reading) done();
    else this.finish = done;
  }

  /** The peer takes what was written. */
  read(): void {
    this.reading = true;
    this.finish?.();
    this.finish = undefined;
  }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

function stage(maxBytes = 100) {
  const socket = new FakeSocket();
  let overflows = 0;
  const flusher = new Flusher(new TurnWrites());
  const queue = new SendQueue({ socket, flusher, maxBytes, onOverflow: () => (overflows += 1) });
  const push = (...texts: string[]) => {
    for (const text of texts) queue.push(Buffer.from(text));
  };
  return { socket, queue, flusher, push, overflows: () => overflows };
}

describe('one write per turn of the event loop', () => {
  test('all that a turn gathers goes out in one write', async () => {
    const { socket, push } = stage();
    push('a', 'b', 'c');
    expect(socket.writes).toEqual([]);
    await turn();
    expect(socket.writes).toEqual(['abc']);
    push('d');
    await turn();
    expect(socket.writes).toEqual(['abc', 'd']);
  });

  test('sockets that got the same frames share one buffer', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer];
    const begin = PendingFrames.none();
    const first = begin.with(a).with(b);
    expect(begin.with(a).with(b).join()).toBe(first.join());
    expect(first.join().toString()).toBe('ab');
    expect(begin.with(a).join()).toBe(a);
    expect(begin.with(c).with(b).with(a).join().toString()).toBe('cba');
    expect(first.with(c).join().toString()).toBe('abc');
    expect(first.bytes).toBe(2);
  });

  test('in memory that is used again they share it until then, and are put together anew after it', () => {
    const [a, b] = [Buffer.from('a'), Buffer.from('b')];
    const memory = new TurnMemory();
    const begin = PendingFrames.none();
    const both = begin.with(a).with(b);
    const lent = both.joinIn(memory);
    expect(begin.with(a).with(b).joinIn(memory)).toBe(lent);
    expect(begin.with(a).joinIn(memory)).toBe(a);
    memory.clear();
    expect(PendingFrames.none().with(b).with(a).joinIn(memory)?.toString()).toBe('ba');
    expect(both.joinIn(memory)?.toString()).toBe('ab');
    expect(both.join().toString()).toBe('ab');
  });

  test('what does not fit that memory is not put there', () => {
    const memory = new TurnMemory();
    const half = () => PendingFrames.none().with(Buffer.alloc(1)).with(Buffer.alloc(131_071));
    expect([half(), half()].map((frames) => frames.joinIn(memory)?.length)).toEqual([131_072, 131_072]);
    expect(half().joinIn(memory)).toBeUndefined();
    memory.clear();
    expect(half().joinIn(memory)).toHaveLength(131_072);
  });

  test('a fan-out is reported with its duration', async () => {
    const seen: number[] = [];
    const flusher = new Flusher(new TurnWrites(), (ms) => seen.push(ms));
    const queue = new SendQueue({ socket: new FakeSocket(), flusher, maxBytes: 100, onOverflow: () => undefined });
    queue.push(Buffer.from('a'));
    await turn();
    expect(seen).toHaveLength(1);
  });
});

describe('G6 bounded', () => {
  test('frames for a full socket wait, and go out in one write once it drains', async () => {
    const { socket, push } = stage();
    socket.reading = false;
    push('x'.repeat(20));
    await turn();
    push('a');
    await turn();
    push('b');
    await turn();
    expect(socket.writes).toHaveLength(1);
    socket.read();
    await turn();
    await turn();
    expect(socket.writes).toEqual(['x'.repeat(20), 'ab']);
  });

  test('beyond the bound it overflows once, drops what waits and takes no more', async () => {
    const { socket, push, overflows } = stage(100);
    socket.reading = false;
    push('x'.repeat(60));
    await turn();
    push('y'.repeat(40));
    expect(overflows()).toBe(0);
    push('z');
    push('z');
    expect(overflows()).toBe(1);
    socket.read();
    await turn();
    await turn();
    expect(socket.writes).toEqual(['x'.repeat(60)]);
  });

  test('a single frame larger than the bound passes where nothing waits', async () => {
    const { socket, push, overflows } = stage(100);
    push('x'.repeat(500));
    await turn();
    expect(overflows()).toBe(0);
    expect(socket.writes).toHaveLength(1);
  });
});

test('finish writes what waits, and takes no more', async () => {
  const { socket, queue, push } = stage();
  push('last words');
  queue.finish();
  push('too late');
  await turn();
  expect(socket.writes).toEqual(['last words']);
});

test('a socket that has ended is left alone', async () => {
  const { socket, push } = stage();
  push('x');
  socket.destroy();
  await turn();
  expect(socket.writes).toEqual([]);
});
