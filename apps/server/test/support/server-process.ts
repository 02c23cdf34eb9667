import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { TestClient } from './client.ts';
import { withDeadline } from './deadline.ts';
import { ROOMY, requestJson, type Settings } from './http.ts';

const MAIN = join(import.meta.dirname, '../../dist-test/main.js');

/** The built server as a process of its own, on a port of its own. */
export class ServerProcess {
  /** What it has written to stdout and stderr. */
  output = '';
  readonly exited: Promise<{ code: number | null; signal: string | null }>;
  private readonly child: ChildProcess;

  constructor(dataDir: string, settings: Settings) {
    const { PATH, HOME } = process.env;
    this.child = spawn(process.execPath, [MAIN], {
      env: { PATH, HOME, ...ROOMY, PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (data: Buffer) => {
        this.output += data.toString();
        this.child.emit('output');
      });
    }
    this.exited = once(this.child, 'exit').then(([code, signal]) => ({ code, signal }));
  }

  /** `http://localhost:<port>`, once it listens. */
  async url(): Promise<string> {
    const found = () => /Confab is at (\S+)/.exec(this.output)?.[1]?.replace('localhost', '127.0.0.1');
    const listening = (async () => {
      for (let url = found(); ; url = found()) {
        if (url) return url;
        await Promise.race([once(this.child, 'output'), this.exited.then(() => Promise.reject(new Error('it ended')))]);
      }
    })();
    return withDeadline(listening, () => `the server does not listen: ${this.output}`, 30_000);
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Waits for its end. */
  end(): Promise<{ code: number | null; signal: string | null }> {
    return withDeadline(this.exited, () => `the server still runs: ${this.output}`);
  }

  async connect(token: string): Promise<TestClient> {
    const url = `${(await this.url()).replace('http', 'ws')}/ws`;
    const client = new TestClient(url, { headers: { authorization: `Bearer ${token}` } });
    await client.hello();
    return client;
  }

  async call(method: string, path: string, options: { token?: string; body?: unknown } = {}) {
    return requestJson(`${await this.url()}${path}`, method, options);
  }
}

/** A folder for a server's data, removed when the test ends. */
export async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'confab-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts a server process that ends with the test. */
export function startProcess(dataDir: string, settings: Settings = {}): ServerProcess {
  const server = new ServerProcess(dataDir, settings);
  onTestFinished(async () => {
    server.kill('SIGKILL');
    await server.exited;
  });
  return server;
}
