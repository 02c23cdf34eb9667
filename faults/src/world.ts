import { rm } from 'node:fs/promises';
import { createClient } from '@confab/client';
import type { Message } from '@confab/protocol';
import type { Violation } from './check/violation.ts';
import { type Load, startLoad } from './load.ts';
import { Person } from './person.ts';
import { createRandom, type Random } from './random.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { ServerProcess } from './server-process.ts';
import { TcpProxy } from './tcp-proxy.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { type Bell, createBell, DeadlineError } from './until.ts';

const PEOPLE = 20;
const ROOMS = 4;
const LIVE_MS = 45_000;
const REST_MS = 60_000;
const PAGE = 200;

export interface WorldOptions {
  seed: number;
  /** Messages a second, all people together. */
  rate: number;
  /** Laid over the server's environment. */
  env?: Record<string, string>;
  /** An empty folder for the server's data; one of its own where left out. */
  dataDir?: string;
}

/** A server, the network before it, twenty people in four rooms who write, and the record of it all. */
export class World {
  readonly violations: Violation[] = [];
  people: Person[] = [];
  /** By how much everybody's clock is wrong, ms; the server's is its own affair. */
  clockShift = 0;
  rooms: string[] = [];
  /** What the scenario measured, for the table. */
  remark = '';
  private load: Load | undefined;
  private owner: { token: string } | undefined;

  private constructor(
    readonly server: ServerProcess,
    readonly proxy: TcpProxy,
    readonly random: Random,
    readonly bell: Bell,
    readonly recorder: Recorder,
    /** Whether the server's folder belongs to somebody else. */
    private readonly isGuest: boolean,
  ) {}

  /** Starts it all; resolves when everybody is there and writes. */
  static async create({ seed, rate, env = {}, dataDir }: WorldOptions): Promise<World> {
    const random = createRandom(seed);
    const bell = createBell();
    const server = await ServerProcess.start({ dataDir: dataDir ?? (await temporaryFolder()), env });
    const proxy = await TcpProxy.open(server.port, random.fork());
    const world = new World(server, proxy, random, bell, createRecorder(bell), dataDir !== undefined);
    try {
      await world.settle(rate);
    } catch (error) {
      await world.dispose();
      throw error;
    }
    return world;
  }

  /** How fast people write from now on, messages a second. */
  set rate(rate: number) {
    if (this.load) this.load.rate = rate;
  }

  /** Waits until everybody is connected, and in their rooms. */
  async live(ms = LIVE_MS): Promise<void> {
    const missing = () => this.people.filter((person) => !person.isAway && !person.isLive);
    await this.within(
      () => `${missing().length} people are not back`,
      () => missing().length === 0,
      ms,
    );
  }

  /** Waits until `count` more changes were acknowledged. */
  async acks(count: number, ms = LIVE_MS): Promise<void> {
    const { tally } = this.recorder;
    const goal = tally.acks + count;
    await this.within(
      () => `${goal - tally.acks} of ${count} acks are missing`,
      () => tally.acks >= goal,
      ms,
    );
  }

  /** Waits; that it took longer than `ms` is a violation, and the world goes on. */
  async within(what: () => string, condition: () => boolean, ms: number): Promise<void> {
    await this.bell.until(what(), condition, ms).catch((error: unknown) => {
      if (!(error instanceof DeadlineError)) throw error;
      this.violations.push({ name: 'too late', detail: `not within ${ms} ms: ${what()}` });
    });
  }

  /** Notes something that must not be. */
  expect(holds: boolean, name: Violation['name'], detail: string): void {
    if (!holds) this.violations.push({ name, detail });
  }

  /** Creates a room that is part of what is read in the end. */
  async addRoom(name: string): Promise<string> {
    this.owner ??= await this.guest('owner');
    const { token } = this.owner;
    const { api } = createClient({
      url: this.server.url,
      getToken: () => token,
      WebSocket: this.recorder.webSocketOf(''),
    });
    const { id } = await api.createRoom({ name });
    this.rooms.push(id);
    return id;
  }

  /** Adds somebody who writes only when told to. */
  async addReader(name: string, rooms: readonly string[]): Promise<Person> {
    const reader = await this.addPerson(name, rooms);
    reader.arrive();
    await this.within(
      () => `${name} is not in`,
      () => reader.isLive,
      LIVE_MS,
    );
    return reader;
  }

  /** People stop writing, everything comes to rest; then what everybody shows and the database holds is read. */
  async rest(): Promise<ReadonlyMap<string, readonly Message[]>> {
    this.load?.stop();
    const restless = () => this.people.filter((person) => !person.isAtRest).map(({ name }) => name);
    await this.within(
      () => `no rest for ${restless().join(', ')}`,
      () => restless().length === 0,
      REST_MS,
    );
    const newcomer = await this.addReader('newcomer', this.rooms);
    const heads = new Map(newcomer.rooms.map((room) => [room.key, room.timeline.rev]));
    const behind = () =>
      this.people.flatMap(({ name, rooms }) =>
        rooms
          .filter(({ key, timeline }) => timeline.rev !== heads.get(key))
          .map(({ key, timeline }) => `${name} at ${timeline.rev} of ${heads.get(key)}`),
      );
    await this.within(
      () => `behind: ${behind().join(', ')}`,
      () => behind().length === 0,
      REST_MS,
    );
    for (const person of [...this.people, newcomer]) this.recorder.timelines.push(...person.shown(true));
    const stored = new Map<string, Message[]>();
    for (const room of this.rooms) stored.set(room, await this.readRoom(newcomer, room));
    await newcomer.client.close();
    return stored;
  }

  /** Ends everything and removes its data. */
  async dispose(): Promise<void> {
    this.load?.stop();
    await Promise.all(this.people.map((person) => person.client.close()));
    await this.proxy.close();
    await this.server.stop('SIGKILL');
    if (!this.isGuest) await rm(this.server.dataDir, { recursive: true, force: true });
  }

  private async settle(rate: number): Promise<void> {
    const { token } = await this.guest('owner');
    const owner = createClient({
      url: this.server.url,
      getToken: () => token,
      WebSocket: this.recorder.webSocketOf(''),
    });
    for (let i = 1; i <= ROOMS; i += 1) this.rooms.push((await owner.api.createRoom({ name: `room ${i}` })).id);
    for (let i = 0; i < PEOPLE; i += 1) {
      const rooms = [i, i + 1].map((n) => this.rooms[n % ROOMS] ?? '');
      this.people.push(await this.addPerson(`p${i + 1}`, rooms));
    }
    for (const person of this.people) person.arrive();
    await this.live();
    this.load = startLoad(this.people, rate, this.random.fork());
  }

  private async addPerson(name: string, rooms: readonly string[]): Promise<Person> {
    const { recorder, bell, random, proxy } = this;
    const { token } = await this.guest(name);
    return new Person({
      name,
      token,
      rooms,
      url: proxy.url,
      recorder,
      bell,
      random: random.fork(),
      clockShift: () => this.clockShift,
    });
  }

  /** Starts a session. */
  guest(name: string): Promise<{ token: string }> {
    return createClient({ url: this.server.url, WebSocket: this.recorder.webSocketOf(name) }).api.startGuest(name);
  }

  private async readRoom({ client }: Person, room: string): Promise<Message[]> {
    const all: Message[] = [];
    for (;;) {
      const page = await client.api.messages(room, { after: all.at(-1)?.seq ?? 0, limit: PAGE });
      all.push(...page.messages);
      if (!page.hasMore) return all;
    }
  }
}
