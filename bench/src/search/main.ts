import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeMachine } from '../machine.ts';
import { type ServerProcess, startProcess } from '../server-process.ts';
import { fillDatabase } from './fill-database.ts';
import { questionsFor } from './questions.ts';
import { sampleText, seededRandom } from './sample-text.ts';

const SERVER = fileURLToPath(new URL('../../../apps/server/dist/main.js', import.meta.url));
/** What the issue asks for: 95 of 100 searches, ms, from request to answer. */
const BOUND_MS = 30;
const MANY = '1000000';

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '1000000' },
    port: { type: 'string', default: '4790' },
    json: { type: 'boolean', default: false },
  },
});
const messages = Number(values.messages);
const root = mkdtempSync(join(tmpdir(), 'confab-search-bench-'));
const database = join(root, 'confab.db');
process.on('exit', () => rmSync(root, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
const say = values.json ? () => undefined : console.log;

function serve(): Promise<ServerProcess> {
  return startProcess({
    file: process.execPath,
    args: [SERVER],
    env: { PORT: values.port, DATA_DIR: root, LOG_LEVEL: 'warn', RATE_LIMIT_HTTP: MANY, RATE_LIMIT_HTTP_BURST: MANY },
    ready: /Confab is at/,
  });
}

async function call(path: string, token?: string): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${values.port}${path}`, {
    ...(token === undefined
      ? { method: 'POST', body: '{"name":"Asker"}', headers: { 'content-type': 'application/json' } }
      : { headers: { authorization: `Bearer ${token}` } }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function search(token: string, query: string): Promise<{ hits: unknown[]; indexing?: true }> {
  return (await call(`/api/search?${query}`, token)) as { hits: unknown[]; indexing?: true };
}

/** Resolves when no old message waits for the index any more. */
async function indexed(token: string): Promise<void> {
  while ((await search(token, 'q=the')).indexing) await new Promise((resolve) => setTimeout(resolve, 500));
}

function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** What the server's threads have computed since it started, ms: unlike time it doesn't depend on what else runs here. */
function computed(server: ServerProcess): number {
  const [pid = 0] = server.pids();
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map((id) =>
    Number(readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'utf8').split(' ')[0]),
  );
  return nanoseconds.reduce((sum, value) => sum + value, 0) / 1e6;
}

interface Row {
  sort: string;
  /** Computing of the whole server for one search, ms. */
  cpu: number;
  p50: number;
  p95: number;
  max: number;
  hits: number;
}

function summarize(sort: string, times: readonly number[], hits: number, cpu: number): Row {
  const sorted = [...times].sort((a, b) => a - b);
  const round = (ms: number) => Math.round(ms * 10) / 10;
  return {
    sort,
    cpu: round(cpu / sorted.length),
    p50: round(percentile(sorted, 0.5)),
    p95: round(percentile(sorted, 0.95)),
    max: round(sorted.at(-1) ?? Number.NaN),
    hits: Math.round(hits / sorted.length),
  };
}

say(`${describeMachine()}\n`);
await (await serve()).stop();
const text = sampleText(seededRandom(1));
const filling = fillDatabase(database, messages, text);
const server = await serve();
const { token } = (await call('/api/session/guest')) as { token: string };
const started = performance.now();
await indexed(token);
const seconds = (performance.now() - started) / 1_000;
const megabytes = (path: string) => Math.round(statSync(path).size / 1e6);
const computing = Math.round(computed(server) / 1_000);
say(
  `${messages} messages (${megabytes(database)} MB) indexed in ${Math.round(seconds)} s, ${computing} s of computing`,
);
say(`the index: ${megabytes(join(root, 'confab.search.db'))} MB\n`);

const rows: Row[] = [];
const computedBefore = computed(server);
const all: number[] = [];
for (const { sort, queries } of questionsFor(text, filling)) {
  const times: number[] = [];
  let hits = 0;
  const before = computed(server);
  for (const query of queries) {
    const asked = performance.now();
    hits += (await search(token, query)).hits.length;
    times.push(performance.now() - asked);
  }
  all.push(...times);
  rows.push(summarize(sort, times, hits, computed(server) - before));
}
const total = summarize('all', all, 0, computed(server) - computedBefore);
await server.stop();
if (values.json) console.log(JSON.stringify({ machine: describeMachine(), messages, seconds, rows, total }, null, 2));
else console.table([...rows, total]);
say(`${total.p95 <= BOUND_MS ? 'ok' : 'TOO SLOW'}: 95 of 100 searches within ${total.p95} ms (${BOUND_MS} asked for)`);
process.exitCode = total.p95 <= BOUND_MS ? 0 : 1;
