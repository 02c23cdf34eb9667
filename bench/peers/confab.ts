import { cpSync, existsSync, mkdtempSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate, type Load } from '../src/generator.ts';
import type { Peer, PlannedConnection, RunningPeer } from '../src/peer.ts';
import { connectionsOf, type Scene } from '../src/scene.ts';
import { startProcess } from '../src/server-process.ts';

const BUILT = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url));
/** As `npm start` does: a larger nursery for V8 than its 16 MiB. */
const NODE_OPTIONS = ['--max-semi-space-size=32'];
const MANY = '1000000';
/** Everything on, as shipped; only the limits that keep a single person from flooding are raised. */
const SETTINGS = {
  LOG_LEVEL: 'warn',
  RATE_LIMIT_MESSAGES: MANY,
  RATE_LIMIT_MESSAGES_BURST: MANY,
  RATE_LIMIT_FRAMES: MANY,
  RATE_LIMIT_FRAMES_BURST: MANY,
  RATE_LIMIT_GUESTS: MANY,
  RATE_LIMIT_GUESTS_BURST: MANY,
  RATE_LIMIT_HTTP: MANY,
  RATE_LIMIT_HTTP_BURST: MANY,
  MAX_CONNECTIONS_PER_ADDRESS: MANY,
};
/** Requests under way at once while users and rooms are made. */
const AT_ONCE = 64;

/** A data folder with the users and rooms of a scene, made once and copied for every run. */
interface Prepared {
  folder: string;
  tokens: string[];
}

/**
 * Confab: the built server, one process.
 * @param generator the compiled load generator; it also fills rooms with history
 * @param entry the server's main.js
 */
export function confab(generator: string, name = 'Confab', entry = BUILT): Peer {
  const prepared = new Map<string, Prepared>();
  return {
    name,
    missing: () => (existsSync(entry) ? undefined : 'not built'),
    async start(scene, port, folder) {
      const key = JSON.stringify(scene);
      const { folder: template, tokens } =
        prepared.get(key) ?? (await prepare(entry, generator, scene, port, dirname(folder)));
      prepared.set(key, { folder: template, tokens });
      cpSync(template, join(folder, 'data'), { recursive: true });
      return serve(entry, port, join(folder, 'data'), tokens);
    },
  };
}

async function serve(entry: string, port: number, data: string, tokens: string[]): Promise<RunningPeer> {
  const server = await startProcess({
    file: process.execPath,
    args: [...NODE_OPTIONS, entry],
    env: { ...SETTINGS, NODE_ENV: 'production', PORT: String(port), DATA_DIR: data },
    ready: /Confab is at/,
  });
  return {
    port,
    pids: server.pids,
    dialect: { ack: '{"type":"ack"', error: '{"type":"error"', watch: ['{"type":"presence"', '{"type":"joined"'] },
    plan: (connection, room) => planned(tokens[connection] ?? '', slugOf(room)),
    figures: () => batchSizes(port),
    stop: () => server.stop(),
  };
}

function planned(token: string, room: string): PlannedConnection {
  return {
    path: '/ws',
    headers: [`Authorization: Bearer ${token}`, 'Sec-WebSocket-Protocol: chat.v1.json'],
    message: `{"type":"message","id":"{id}","room":"${room}","body":"{body}"}`,
    steps: [
      { expect: '"type":"hello"' },
      'gate',
      { send: JSON.stringify({ type: 'join', id: 'j', room }) },
      { expect: '"type":"joined"' },
    ],
  };
}

function slugOf(room: number): string {
  return `bench-${room}`;
}

/** @param root a folder in which the prepared one is made */
async function prepare(entry: string, generator: string, scene: Scene, port: number, root: string): Promise<Prepared> {
  const folder = mkdtempSync(join(root, 'prepared-'));
  const server = await serve(entry, port, folder, []);
  try {
    const tokens = await fill(server, generator, scene, folder);
    return { folder, tokens };
  } finally {
    // Ended by force, as every server here; whatever was acknowledged is in the file.
    await server.stop();
  }
}

/** Makes the users and rooms of a scene. @returns the users' tokens */
async function fill(server: RunningPeer, generator: string, scene: Scene, folder: string): Promise<string[]> {
  const post = (path: string, body: object, token = '') => request(server.port, path, body, token);
  const guest = async (name: string) => ((await post('/api/session/guest', { name })) as { token: string }).token;
  const tokens = await inParallel(connectionsOf(scene), (i) => guest(`Guest ${String(i).padStart(5, '0')}`));
  // The rooms belong to somebody who is not in the scene.
  const owner = await guest('Owner');
  await inParallel(scene.rooms, (room) => post('/api/rooms', { name: slugOf(room) }, owner));
  const visited = {
    ...server,
    plan: (connection: number, room: number) => planned(tokens[connection] ?? '', slugOf(room)),
  };
  const arrival: Load = { mode: 'connect', seconds: 0, warmup: 0 };
  if (scene.history !== undefined) {
    const posting: Load = { mode: 'acked', seconds: 0.1, warmup: 0, window: scene.history };
    await generate(generator, visited, { ...scene, senders: 1 }, posting, folder);
  } else if (scene.returning) await generate(generator, visited, scene, arrival, folder);
  return tokens;
}

async function request(port: number, path: string, body: object, token: string): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === '' ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function inParallel<T>(count: number, run: (i: number) => Promise<T>): Promise<T[]> {
  const results = new Array<T>(count);
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < count; i = next++) results[i] = await run(i);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

async function batchSizes(port: number): Promise<Record<string, number>> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
  return { batch: value('commit_batch_size_sum') / value('commit_batch_size_count') };
}
