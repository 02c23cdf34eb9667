import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GuestSession, RoomReply, User } from '@confab/protocol';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { type App, buildApp } from '../../src/app.ts';
import type { Clock } from '../../src/clock.ts';
import { loadConfig } from '../../src/config.ts';
import { type ConnectOptions, TestClient } from './client.ts';
import { type RequestOptions, ROOMY, requestJson, type Settings } from './http.ts';

/** A guest with a session. */
export interface Guest {
  user: User;
  token: string;
}

/** The built app on a port of its own, with its own database. */
export class TestServer {
  /** What the server logged as an error. A test that ends with any fails. */
  readonly errors: unknown[] = [];
  /** Every line it logged, as JSON. */
  readonly logged: string[] = [];
  private app: App | undefined;
  private baseUrl = '';
  private roomsCreated = 0;

  constructor(
    readonly dataDir: string,
    private readonly settings: Settings,
    private readonly clock: Clock | undefined,
  ) {}

  /** `http://127.0.0.1:<port>`, which changes at a restart. */
  get url(): string {
    return this.baseUrl;
  }

  get port(): number {
    return Number(new URL(this.baseUrl).port);
  }

  get databasePath(): string {
    return join(this.dataDir, 'confab.db');
  }

  async start(): Promise<void> {
    const note = (level: string) => (fields: unknown, message?: string) => {
      const line = JSON.stringify({ level, fields, message }, (_key, value) =>
        value instanceof Error ? String(value.stack) : value,
      );
      this.logged.push(line);
      if (level === 'error') this.errors.push(line);
    };
    this.app = await buildApp({
      config: loadConfig({ ...ROOMY, PORT: '0', DATA_DIR: this.dataDir, ...this.settings }),
      log: { info: note('info'), warn: note('warn'), error: note('error'), debug: note('debug') } as never,
      version: '0.0.0-test',
      ...(this.clock ? { clock: this.clock } : {}),
    });
    this.baseUrl = await this.app.listen();
  }

  /** Drains. Again does nothing. */
  async stop(): Promise<void> {
    const { app } = this;
    this.app = undefined;
    await app?.drain();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Starts a guest's session. */
  async guest(name = 'Ada'): Promise<Guest> {
    const response = await this.call('POST', '/api/session/guest', { body: { name } });
    expect(response.status).toBe(201);
    return response.body as GuestSession;
  }

  /** Connects with a guest's token, or as a new guest of this name, and waits for `hello`. */
  async connect(who: Guest | string = 'Ada', options: ConnectOptions = {}): Promise<TestClient> {
    const guest = typeof who === 'string' ? await this.guest(who) : who;
    const client = this.open({ ...options, headers: { authorization: `Bearer ${guest.token}`, ...options.headers } });
    await client.hello();
    return client;
  }

  /** Opens a WebSocket without an identity. */
  open(options: ConnectOptions = {}): TestClient {
    return new TestClient(`${this.baseUrl.replace('http', 'ws')}/ws`, options);
  }

  /** Sends an HTTP request; the answer's body is parsed where it is JSON. */
  call(method: string, path: string, options: RequestOptions = {}) {
    return requestJson(`${this.baseUrl}${path}`, method, options);
  }

  /** Creates a room of a name that is free, and returns its id. */
  async createRoom(owner: Guest, room: { name?: string; private?: boolean; topic?: string } = {}): Promise<string> {
    this.roomsCreated += 1;
    const body = { name: `room ${this.roomsCreated}`, ...room };
    const response = await this.call('POST', '/api/rooms', { token: owner.token, body });
    expect(response.status).toBe(201);
    return (response.body as RoomReply).room.id;
  }
}

/** Starts a server that ends with the test. */
export async function startServer(settings: Settings = {}, clock?: Clock): Promise<TestServer> {
  const { server, end } = await prepare(settings, clock);
  onTestFinished(end);
  await server.start();
  return server;
}

/** A server that all tests of a file share, each with people and rooms of its own. Call outside of tests. */
export function sharedServer(settings: Settings = {}, clock?: Clock): () => TestServer {
  let running: { server: TestServer; end: () => Promise<void> } | undefined;
  beforeAll(async () => {
    running = await prepare(settings, clock);
    await running.server.start();
  });
  afterAll(() => running?.end());
  return () => {
    if (!running) throw new Error('the shared server is not running');
    return running.server;
  };
}

async function prepare(settings: Settings, clock: Clock | undefined) {
  const dataDir = await mkdtemp(join(tmpdir(), 'confab-test-'));
  const server = new TestServer(dataDir, settings, clock);
  const end = async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
    expect(server.errors).toEqual([]);
  };
  return { server, end };
}
