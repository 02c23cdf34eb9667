import { execFile, execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunningPeer, Step } from './peer.ts';
import { connectionsOf, type Scene } from './scene.ts';

/** What the generator does with the connections; the modes are described in native/plan.h. */
export interface Load {
  mode: 'window' | 'lockstep' | 'paced' | 'acked' | 'idle' | 'connect' | 'join';
  /** Measured time, s; in idle, connect and join the time that is waited after everybody has come. */
  seconds: number;
  /** Time before the measured time, s. */
  warmup: number;
  /** Messages that each sender keeps on their way. */
  window?: number;
  /** Messages a second in all. */
  rate?: number;
  /** The messages' ids are random; otherwise they begin with the time, as those of Confab's SDK do. */
  ids?: 'random';
}

/** What came of a run. Times are those of the measured part. */
export interface Outcome {
  seconds: number;
  delivered: number;
  acked: number;
  bytes: number;
  /** CPU seconds of the server, all threads. */
  serverCpu: number;
  /** CPU seconds of the generator: near `seconds`, it is what was measured. */
  ownCpu: number;
  p50Ms: number;
  p99Ms: number;
  /** Deliveries owed for all messages of the run, warm-up and end included, and what became of them. */
  due: number;
  received: number;
  doubled: number;
  missing: number;
  foreign: number;
  watched: { frames: number; bytes: number }[];
  /** Resident memory before the first connection and at the end. */
  residentKib?: [number, number];
}

/** Bytes of a message's text. */
const BODY_BYTES = 150;

/** Compiles a C program of the bench. @throws where there is no C compiler, with what to do */
export function compile(folder: URL, output: string): string {
  const path = fileURLToPath(folder);
  const sources = readdirSync(path).filter((name) => name.endsWith('.c'));
  try {
    execFileSync('cc', ['-O2', '-D_GNU_SOURCE', '-o', output, ...sources.map((name) => join(path, name)), '-lm']);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error(
      'The load generator is written in C and needs a compiler: install gcc (Debian: apt-get install gcc libc6-dev).',
    );
  }
  return output;
}

/** Runs the generator against a server. @throws where a message was lost, doubled or misled, or the server refused */
export async function generate(
  generator: string,
  peer: RunningPeer,
  scene: Scene,
  load: Load,
  folder: string,
): Promise<Outcome> {
  const plan = join(folder, 'plan.tsv');
  writeFileSync(plan, planOf(peer, scene, load));
  const output = await new Promise<string>((resolve, reject) => {
    execFile(generator, [plan], { timeout: 300_000 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`the load generator failed: ${stderr.trim() || error.message}`));
      else resolve(stdout);
    });
  });
  const outcome = JSON.parse(output) as Outcome;
  const { due, received, doubled, missing, foreign, serverCpu } = outcome;
  if (serverCpu === 0) throw new Error('the server used no CPU time: not all of its processes are known');
  if (received !== due || doubled + missing + foreign > 0) {
    throw new Error(
      `not every message arrived once, in order: ${JSON.stringify({ due, received, doubled, missing, foreign })}`,
    );
  }
  return outcome;
}

function planOf(peer: RunningPeer, scene: Scene, load: Load): string {
  const { ack, error, keepalive, watch = [] } = peer.dialect;
  const lines = [
    ['port', peer.port],
    ...Object.entries(load),
    ['body', BODY_BYTES],
    ...peer.pids().map((pid) => ['pid', pid]),
  ];
  if (ack !== undefined) lines.push(['ack', ack]);
  if (error !== undefined) lines.push(['error', error]);
  if (keepalive) lines.push(['keepalive', keepalive.ping, keepalive.pong]);
  for (const beginning of watch) lines.push(['watch', beginning]);
  for (let i = 0; i < connectionsOf(scene); i += 1) {
    // Neighbours are in different rooms, as people who come one after another are.
    const room = i % scene.rooms;
    const sends = Math.floor(i / scene.rooms) < scene.senders ? 1 : 0;
    const { path, headers, message, steps } = peer.plan(i, room);
    const wanted = load.mode === 'join' ? steps : steps.filter((step) => step !== 'gate');
    lines.push([
      'connection',
      room,
      sends,
      path,
      headers.map((line) => `${line}\r\n`).join(''),
      message,
      ...wanted.map(encodeStep),
    ]);
  }
  return lines.map((fields) => `${fields.map((field) => escapeField(String(field))).join('\t')}\n`).join('');
}

function encodeStep(step: Step): string {
  if (step === 'gate') return '=';
  return 'send' in step ? `>${step.send}` : `<${step.expect}`;
}

function escapeField(field: string): string {
  return field.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
}
