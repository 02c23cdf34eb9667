import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { generate, type Outcome } from './generator.ts';
import type { Peer } from './peer.ts';
import type { Workload } from './workloads.ts';

/** One run: what the generator saw and what the server said of itself. */
export interface Run {
  outcome: Outcome;
  figures: Record<string, number>;
}

/** Ports are used in turn, so that a server never meets the last one's connections. */
const FIRST_PORT = 4700;
const PORTS = 100;
let runs = 0;

/** Starts a fresh server of the peer, puts the load on it, ends it. */
export async function measure(peer: Peer, { scene, load }: Workload, generator: string, root: string): Promise<Run> {
  const folder = mkdtempSync(join(root, 'run-'));
  const port = FIRST_PORT + (runs++ % PORTS);
  try {
    const server = await peer.start(scene, port, folder);
    try {
      const outcome = await generate(generator, server, scene, load, folder);
      return { outcome, figures: (await server.figures?.()) ?? {} };
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
