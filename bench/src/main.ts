import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare } from './compare.ts';
import { type Comparison, verdicts } from './comparison.ts';
import { compile } from './generator.ts';
import { describeMachine } from './machine.ts';
import { type Options, readOptions } from './options.ts';
import type { Peer } from './peer.ts';
import { allPeers } from './peers.ts';
import { formatComparison, formatSummary } from './report.ts';
import { quickened, WORKLOADS, type Workload } from './workloads.ts';

/** Debian's tool, which asks nothing. */
function install(peers: readonly Peer[]): void {
  const packages = peers.flatMap((peer) => (peer.missing() === undefined ? [] : [...(peer.packages ?? [])]));
  if (packages.length === 0) return;
  const args = ['-o', 'DPkg::Lock::Timeout=300', 'install', '-y', '--no-install-recommends', ...packages];
  execFileSync('apt-get', args, {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

function chosenWorkloads({ only, quick, seconds }: Options): Workload[] {
  return WORKLOADS.filter(({ id }) => only.includes(id))
    .map((workload) => (quick ? quickened(workload) : workload))
    .map((workload) => (seconds === undefined ? workload : { ...workload, load: { ...workload.load, seconds } }));
}

function takesPart(peer: Peer, workload: Workload, { peers }: Options): boolean {
  if (peer.name.startsWith('Confab')) return true;
  if (workload.peers && !workload.peers.includes(peer.name)) return false;
  return peers === undefined || peers.some((name) => peer.name.toLowerCase().includes(name.toLowerCase()));
}

function toJson(machine: string, comparisons: readonly Comparison[]): string {
  const results = comparisons.map((comparison) => {
    const { id, title, unit, scene, load } = comparison.workload;
    return { id, title, unit, scene, load, standings: comparison.standings, verdicts: verdicts(comparison) };
  });
  return JSON.stringify({ machine, results }, null, 2);
}

async function run(options: Options, root: string): Promise<void> {
  const say = options.json ? () => undefined : console.log;
  const generator = compile(new URL('../native/', import.meta.url), join(root, 'generator'));
  const peers = allPeers(generator, root, options);
  if (options.install) install(peers);
  const machine = describeMachine();
  say(`${machine}\n`);
  const comparisons: Comparison[] = [];
  for (const workload of chosenWorkloads(options)) {
    const taking = peers.filter((peer) => takesPart(peer, workload, options));
    const comparison = await compare(workload, taking, { rounds: options.rounds, generator, root, log: console.error });
    comparisons.push(comparison);
    say(formatComparison(comparison));
  }
  if (options.json) console.log(toJson(machine, comparisons));
  else say(formatSummary(comparisons));
}

const root = mkdtempSync(join(tmpdir(), 'confab-bench-'));
const clean = () => rmSync(root, { recursive: true, force: true });
process.on('exit', clean);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
try {
  await run(readOptions(process.argv.slice(2)), root);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
