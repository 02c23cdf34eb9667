import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { Random } from './random.ts';

const SLICE_BYTES = 7;
const DELAY_MS = 150;
const DELAY_SPREAD_MS = 100;

/** What the network does to what it carries. */
type Weather =
  | 'fine'
  /** New connections are reset. */
  | 'down'
  /** Nothing moves, nobody is told. */
  | 'frozen'
  /** The server hears its clients, and they hear nothing of it. */
  | 'deaf'
  /** 200 ± 50 ms, each way. */
  | 'slow'
  /** Seven bytes at a time. */
  | 'sliced';

/** A TCP proxy in front of the server: the network of a fault test. */
export class TcpProxy {
  private weather: Weather = 'fine';
  private readonly links = new Set<Link>();

  private constructor(
    private readonly server: Server,
    private readonly target: number,
    private readonly random: Random,
  ) {}

  /** @param target the server's port on 127.0.0.1 */
  static async open(target: number, random: Random): Promise<TcpProxy> {
    const server = createServer({ pauseOnConnect: true, noDelay: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new TcpProxy(server, target, random);
    server.on('connection', (near) => proxy.accept(near));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Connections that have lost bytes. */
  get lossyLinks(): number {
    return [...this.links].filter((link) => link.hasLost).length;
  }

  /** Resets every connection; new ones are welcome. */
  reset(): void {
    for (const link of this.links) link.reset();
  }

  /** Resets every connection, and every new one. */
  down(): void {
    this.weather = 'down';
    this.reset();
  }

  /** Every connection is reset in the middle of what it carries next, one way or the other. */
  cutNext(): void {
    for (const link of this.links) link.cutNext();
  }

  freeze(): void {
    this.change('frozen');
  }

  deafen(): void {
    this.change('deaf');
  }

  slow(): void {
    this.change('slow');
  }

  slice(): void {
    this.change('sliced');
  }

  /** All is well again. What was frozen goes on where it stood; a line that has lost bytes is reset. */
  restore(): void {
    this.change('fine');
  }

  async close(): Promise<void> {
    this.down();
    this.server.close();
    await once(this.server, 'close');
  }

  private change(weather: Weather): void {
    this.weather = weather;
    for (const link of this.links) link.weatherChanged();
  }

  private accept(near: Socket): void {
    near.on('error', () => undefined);
    if (this.weather === 'down') {
      near.resetAndDestroy();
      return;
    }
    const far = connect({ port: this.target, host: '127.0.0.1', noDelay: true });
    const link = new Link(near, far, () => this.weather, this.random);
    this.links.add(link);
    near.on('close', () => this.links.delete(link));
    link.weatherChanged();
  }
}

/** One connection through the proxy. */
class Link {
  private readonly ways: readonly [Way, Way];

  constructor(
    private readonly near: Socket,
    private readonly far: Socket,
    private readonly weather: () => Weather,
    random: Random,
  ) {
    const cut = () => this.reset();
    this.ways = [new Way(near, far, 'up', weather, random, cut), new Way(far, near, 'down', weather, random, cut)];
  }

  get hasLost(): boolean {
    return this.ways.some((way) => way.hasLost);
  }

  reset(): void {
    this.near.resetAndDestroy();
    this.far.resetAndDestroy();
  }

  cutNext(): void {
    for (const way of this.ways) way.cutsNext = true;
  }

  weatherChanged(): void {
    const frozen = this.weather() === 'frozen';
    for (const socket of [this.near, this.far]) {
      if (frozen) socket.pause();
      else socket.resume();
    }
    if (this.weather() === 'fine' && this.hasLost) this.reset();
    else for (const way of this.ways) way.move();
  }
}

/** One direction of a connection. */
class Way {
  cutsNext = false;
  hasLost = false;
  private readonly queue: { bytes: Buffer; due: number }[] = [];
  private lastDue = 0;
  private isMoving = false;
  private isEnded = false;

  constructor(
    from: Socket,
    private readonly to: Socket,
    private readonly direction: 'up' | 'down',
    private readonly weather: () => Weather,
    private readonly random: Random,
    private readonly cut: () => void,
  ) {
    from.on('data', (bytes) => this.take(bytes));
    from.on('end', () => {
      this.isEnded = true;
      this.move();
    });
    // A reset arrives at one side only; the other must not outlive it.
    from.on('error', cut);
    from.on('close', () => {
      if (!this.isEnded) to.destroy();
    });
  }

  /** Passes on what is due. */
  move(): void {
    if (this.isMoving) return;
    const [first] = this.queue;
    if (this.weather() === 'frozen') return;
    if (!first) {
      if (this.isEnded) this.to.end();
      return;
    }
    const wait = first.due - performance.now();
    if (wait > 0) this.later((move) => setTimeout(move, wait));
    else if (this.weather() === 'sliced') this.moveSlice(first);
    else {
      this.queue.shift();
      this.to.write(first.bytes);
      this.move();
    }
  }

  private take(bytes: Buffer): void {
    if (this.weather() === 'deaf' && this.direction === 'down') {
      this.hasLost = true;
      return;
    }
    if (this.cutsNext) {
      this.cutsNext = false;
      // At least one byte is missing.
      this.to.write(bytes.subarray(0, this.random.below(bytes.length)), this.cut);
      return;
    }
    const delay = this.weather() === 'slow' ? DELAY_MS + this.random.next() * DELAY_SPREAD_MS : 0;
    this.lastDue = Math.max(this.lastDue, performance.now() + delay);
    this.queue.push({ bytes, due: delay > 0 ? this.lastDue : 0 });
    this.move();
  }

  private moveSlice(first: { bytes: Buffer; due: number }): void {
    this.to.write(first.bytes.subarray(0, SLICE_BYTES));
    first.bytes = first.bytes.subarray(SLICE_BYTES);
    if (first.bytes.length === 0) this.queue.shift();
    // A turn in between, or the kernel would join the slices again.
    this.later(setImmediate);
  }

  private later(schedule: (move: () => void) => void): void {
    this.isMoving = true;
    schedule(() => {
      this.isMoving = false;
      this.move();
    });
  }
}
