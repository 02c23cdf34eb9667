import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ServerMessage } from '@confab/protocol';
import WebSocket from 'ws';
import type { Scenario } from '../scenario.ts';
import type { World } from '../world.ts';

const READERS = 20;
/** Four bytes each in UTF-8: the longest message there can be. */
const BODY = '\u{1f40c}'.repeat(3_980);
const BODY_BYTES = Buffer.byteLength(BODY);
/** Messages that wait for their ack. */
const IN_FLIGHT = 16;
const GROWTH_BYTES = 100_000_000;
const LATENCY_MS = 250;
const SAMPLE_MS = 100;
const FLOOD_MS = 300_000;

/**
 * Twenty people join a busy room and never read a byte. The server must neither swell nor keep others waiting: not
 * more, that is, than the same flood makes it without them.
 */
export function slowReaders(bytes: number): Scenario {
  return {
    name: `${READERS} who never read ${bytes / 1_000_000} MB`,
    rate: 50,
    async run(world) {
      const [flooded, quiet] = [await roomOfItsOwn(world, 'flood'), await roomOfItsOwn(world, 'quiet')];
      const flooder = await RawMember.join(world, flooded);
      // It need not hear itself.
      flooder.socket.send(JSON.stringify({ type: 'leave', id: 'l', room: flooded }));
      const without = await measured(world, quiet, () => flooder.flood(bytes));
      const readers: RawMember[] = [];
      for (let i = 0; i < READERS; i += 1) readers.push(await RawMember.join(world, flooded));
      for (const { socket } of readers) socket.pause();
      const during = await measured(world, quiet, () => flooder.flood(bytes));
      for (const { socket } of [flooder, ...readers]) socket.terminate();

      const grown = during.rss - without.rss;
      world.remark = `grew ${megabytes(grown)}; others' p99 ${without.p99} → ${during.p99} ms`;
      world.expect(grown < GROWTH_BYTES, 'out of bounds', `the server grew by ${megabytes(grown)}`);
      const late = during.p99 - without.p99;
      world.expect(late < LATENCY_MS, 'out of bounds', `others waited ${late} ms longer (p99)`);
    },
  };
}

/** The server's greatest memory, and how long others waited (ms), while `work` was done. */
async function measured(world: World, quiet: string, work: () => Promise<void>): Promise<{ rss: number; p99: number }> {
  let rss = world.server.rss;
  const sampling = setInterval(() => {
    rss = Math.max(rss, world.server.rss);
  }, SAMPLE_MS);
  const probe = await startProbe(world, quiet);
  await work();
  const times = await probe();
  clearInterval(sampling);
  if (times.length === 0) throw new Error('others heard nothing at all');
  return { rss, p99: percentile(times, 0.99) };
}

/** A room outside of what is checked in the end. */
async function roomOfItsOwn(world: World, name: string): Promise<string> {
  const room = await world.addRoom(name);
  world.rooms.pop();
  return room;
}

/** A member of a room on a bare socket. */
class RawMember {
  private acks = 0;
  private wake: (() => void) | undefined;

  private constructor(
    readonly socket: WebSocket,
    private readonly room: string,
  ) {
    socket.on('error', () => undefined);
    socket.on('message', (data) => {
      if (!String(data).startsWith('{"type":"ack"')) return;
      this.acks += 1;
      this.wake?.();
    });
  }

  static async join(world: World, room: string): Promise<RawMember> {
    const { token } = await world.guest('raw');
    const socket = new WebSocket(`${world.server.url.replace('http', 'ws')}/ws`, {
      headers: { authorization: `Bearer ${token}` },
      perMessageDeflate: false,
    });
    await hears(socket, 'hello');
    socket.send(JSON.stringify({ type: 'join', id: 'j', room }));
    await hears(socket, 'joined');
    return new RawMember(socket, room);
  }

  /** Posts until so much is due to every reader; resolves when all of it is stored. */
  async flood(bytes: number): Promise<void> {
    const count = Math.ceil(bytes / BODY_BYTES);
    const deadline = performance.now() + FLOOD_MS;
    this.acks = 0;
    for (let sent = 0; this.acks < count; ) {
      for (; sent < count && sent - this.acks < IN_FLIGHT; sent += 1) {
        const frame = { type: 'message', id: randomUUID(), room: this.room, body: `${sent} ${BODY}` };
        this.socket.send(JSON.stringify(frame));
      }
      if (performance.now() > deadline) throw new Error(`${this.acks} of ${count} large messages were stored`);
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}

async function hears(socket: WebSocket, type: ServerMessage['type']): Promise<void> {
  for (;;) {
    const [data] = await once(socket, 'message');
    if ((JSON.parse(String(data)) as ServerMessage).type === type) return;
  }
}

/** Measures the way of a message through another room. @returns ends it, and tells the times, ms */
async function startProbe(world: World, room: string): Promise<() => Promise<number[]>> {
  const { token } = await world.guest('probe');
  const url = `${world.server.url.replace('http', 'ws')}/ws`;
  const worker = new Worker(new URL('../latency-probe.mjs', import.meta.url), {
    workerData: { url, token, room },
    execArgv: [],
  });
  return async () => {
    worker.postMessage('stop');
    const [times] = (await once(worker, 'message')) as [number[]];
    return times;
  };
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}
