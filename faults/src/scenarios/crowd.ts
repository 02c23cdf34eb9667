import type { ServerMessage } from '@confab/protocol';
import WebSocket from 'ws';
import type { Scenario } from '../scenario.ts';
import type { World } from '../world.ts';

const ROOMS = 10;
/** Guests that are created at once. */
const AT_ONCE = 50;
const ALL_BACK_MS = 15_000;
const FIRST_TIME_MS = 60_000;
const RETRY_MS = 500;

/** A client without an SDK: joins one room, keeps the cursor, tries again soon where the line fails. */
class RawClient {
  isBack = false;
  private isWanted = true;
  private socket: WebSocket | undefined;
  private cursor: { since: number; sinceId?: string; life: string } | undefined;
  private life = '';

  constructor(
    private readonly token: string,
    private readonly room: string,
    private readonly told: (problem: string | undefined) => void,
  ) {}

  connect(url: string): void {
    this.isBack = false;
    const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, {
      headers: { authorization: `Bearer ${this.token}` },
      perMessageDeflate: false,
    });
    this.socket = socket;
    // A close follows.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (!this.isBack && this.isWanted) setTimeout(() => this.connect(url), RETRY_MS * (0.5 + Math.random()));
    });
    socket.on('message', (data) => this.hear(JSON.parse(String(data)) as ServerMessage));
  }

  close(): void {
    this.isWanted = false;
    this.socket?.terminate();
  }

  private hear(frame: ServerMessage): void {
    if (frame.type === 'hello') {
      this.life = frame.server.life;
      this.socket?.send(JSON.stringify({ type: 'join', id: 'j', room: this.room, ...this.cursor }));
    } else if (frame.type === 'joined') {
      if (this.cursor && !frame.complete) this.told('a resume was not complete');
      this.moveTo(frame.rev, frame.messages.find(({ rev }) => rev === frame.rev)?.id ?? this.cursor?.sinceId);
      this.isBack = true;
      this.told(undefined);
    } else if (frame.type === 'message') {
      if (frame.rev !== (this.cursor?.since ?? 0) + 1) this.told(`rev ${frame.rev} came after ${this.cursor?.since}`);
      this.moveTo(frame.rev, frame.id);
    } else if (frame.type === 'error') {
      this.told(`${frame.code}: ${frame.message}`);
    }
  }

  private moveTo(since: number, sinceId: string | undefined): void {
    this.cursor = sinceId === undefined ? { since, life: this.life } : { since, sinceId, life: this.life };
  }
}

/** After a restart everybody is back at the same moment. */
export function crowdReturns(size: number): Scenario {
  return {
    name: `${size} reconnect at once`,
    rate: 100,
    async run(world) {
      const rooms: string[] = [];
      for (let i = 1; i <= ROOMS; i += 1) rooms.push(await world.addRoom(`crowd ${i}`));
      const writer = await world.addReader('crier', rooms);
      const crowd = await gather(world, size, rooms);
      try {
        for (const client of crowd) client.connect(world.server.url);
        await allBack(world, crowd, FIRST_TIME_MS);
        for (const room of writer.rooms) writer.write(room);
        await world.within(
          () => 'the crier is not heard',
          () => writer.isAtRest,
          FIRST_TIME_MS,
        );
        await world.server.stop('SIGTERM');
        await world.server.run();
        const started = performance.now();
        for (const client of crowd) client.connect(world.server.url);
        await allBack(world, crowd, ALL_BACK_MS);
        world.remark = `all back in ${((performance.now() - started) / 1_000).toFixed(1)} s`;
        await world.live();
      } finally {
        for (const client of crowd) client.close();
        await writer.client.close();
      }
    },
  };
}

async function gather(world: World, size: number, rooms: readonly string[]): Promise<RawClient[]> {
  const crowd: RawClient[] = [];
  const told = (problem: string | undefined) => {
    if (problem) world.expect(false, 'gap after resume', `in the crowd: ${problem}`);
    world.bell.ring();
  };
  while (crowd.length < size) {
    const names = Array.from({ length: Math.min(AT_ONCE, size - crowd.length) }, (_, i) => `c${crowd.length + i}`);
    const guests = await Promise.all(names.map((name) => world.guest(name)));
    for (const { token } of guests) crowd.push(new RawClient(token, rooms[crowd.length % rooms.length] ?? '', told));
  }
  return crowd;
}

function allBack(world: World, crowd: readonly RawClient[], ms: number): Promise<void> {
  const missing = () => crowd.filter((client) => !client.isBack).length;
  return world.within(
    () => `${missing()} of ${crowd.length} are not back`,
    () => missing() === 0,
    ms,
  );
}
