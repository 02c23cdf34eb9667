import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBell } from './until.ts';

/** Another build of the server may be put to the test. */
const MAIN = process.env.FAULTS_SERVER ?? fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url));
/** Below the ports that the kernel gives to outgoing connections: after a stop the port must still be free. */
const FIRST_PORT = 4600;
const LAST_PORT = 4699;
const START_MS = 30_000;
const END_MS = 20_000;
/** The load is no flood. */
const NO_LIMITS = Object.fromEntries(
  ['MESSAGES', 'REACTIONS', 'TYPING', 'FRAMES', 'HTTP', 'GUESTS'].flatMap((kind) => [
    [`RATE_LIMIT_${kind}`, '1000000'],
    [`RATE_LIMIT_${kind}_BURST`, '1000000'],
  ]),
);

export interface ServerOptions {
  dataDir: string;
  /** Laid over the environment. */
  env?: Record<string, string>;
}

/** The built server as a process of its own: stopped, killed and started again on the same port and data. */
export class ServerProcess {
  private child: ChildProcess | undefined;
  private output = '';
  private readonly bell = createBell();

  private constructor(
    readonly port: number,
    private readonly options: ServerOptions,
  ) {}

  static async start(options: ServerOptions): Promise<ServerProcess> {
    const server = new ServerProcess(await freePort(), options);
    await server.run();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get dataDir(): string {
    return this.options.dataDir;
  }

  get database(): string {
    return join(this.options.dataDir, 'confab.db');
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** The end of what it has printed. */
  get log(): string {
    return this.output.slice(-4_000);
  }

  /** Resident memory in bytes. Linux only. */
  get rss(): number {
    const [, kib = '0'] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8')) ?? [];
    return Number(kib) * 1024;
  }

  /** Starts it; resolves when it listens. */
  async run(): Promise<void> {
    const child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
      env: {
        ...process.env,
        ...NO_LIMITS,
        NODE_ENV: 'production',
        LOG_LEVEL: 'warn',
        HOST: '127.0.0.1',
        PORT: String(this.port),
        DATA_DIR: this.options.dataDir,
        ...this.options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => {
        printed += data;
        this.output = (this.output + data).slice(-100_000);
        this.bell.ring();
      });
    }
    child.once('exit', () => this.bell.ring());
    const isUp = () => printed.includes('Confab is at');
    await this.bell.until('the server listens', () => isUp() || this.hasEnded, START_MS);
    if (!isUp()) throw new Error(`the server ended: ${this.log}`);
  }

  /** Sends a signal; does not wait. */
  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** Ends it: SIGTERM drains, SIGKILL is the power cut. @returns its exit code, null after SIGKILL */
  async stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const { child } = this;
    if (!child || this.hasEnded) return child?.exitCode ?? null;
    const exited = once(child, 'exit');
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), END_MS);
    await exited;
    clearTimeout(timer);
    return child.exitCode;
  }

  private get hasEnded(): boolean {
    return this.child?.exitCode !== null || this.child.signalCode !== null;
  }
}

async function freePort(): Promise<number> {
  for (let port = FIRST_PORT + (process.pid % 50); port <= LAST_PORT; port += 1) {
    const probe = createServer();
    const free = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!free) continue;
    probe.close();
    await once(probe, 'close');
    return port;
  }
  throw new Error(`no port from ${FIRST_PORT} to ${LAST_PORT} is free`);
}
