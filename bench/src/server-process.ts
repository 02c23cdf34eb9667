import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A server that runs in a process of its own. */
export interface ServerProcess {
  /** The process and its children. */
  pids(): number[];
  /** Ends it at once: nothing it holds is worth keeping. */
  stop(): Promise<void>;
}

export interface ServerCommand {
  file: string;
  args: string[];
  env?: Record<string, string>;
  /** What it prints once it serves. */
  ready: RegExp;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) killGroup(child);
});

/** Starts a server. @throws with its output where it ends before it serves, or serves not within 30 s */
export async function startProcess({ file, args, env = {}, ready }: ServerCommand): Promise<ServerProcess> {
  const child = spawn(file, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  running.add(child);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let output = '';
    const give = (why: string) => {
      clearTimeout(timer);
      killGroup(child);
      running.delete(child);
      reject(new Error(`${file} ${args[0] ?? ''} ${why}:\n${output}`));
    };
    const timer = setTimeout(() => give('does not serve'), 30_000);
    const read = (chunk: Buffer) => {
      if (output.length < 10_000) output += chunk.toString();
      if (!ready.test(output)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', (error) => give(error.message));
    child.once('exit', (code) => give(`ended (${code})`));
  });
  return {
    pids: () => family(child.pid ?? 0),
    async stop() {
      killGroup(child);
      await ended;
      running.delete(child);
    },
  };
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has gone already.
  }
}

function family(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return [pid, ...(children === '' ? [] : children.split(' ').flatMap((child) => family(Number(child))))];
}
