import { measureDriver } from '../peers/bare-driver/measure.ts';
import type { Comparison, Standing } from './comparison.ts';
import { measure } from './measure.ts';
import type { Peer } from './peer.ts';
import { connectionsOf } from './scene.ts';
import { PEER, type Workload } from './workloads.ts';

export interface CompareOptions {
  rounds: number;
  /** The compiled load generator. */
  generator: string;
  /** A folder for data, removed by the caller. */
  root: string;
  /** Hears what is going on. */
  log: (line: string) => void;
}

/** Runs a workload against all peers in turns: A B C, A B C. The first peer is Confab. */
export async function compare(
  workload: Workload,
  peers: readonly Peer[],
  options: CompareOptions,
): Promise<Comparison> {
  const standings = peers.map((peer): Standing => {
    const problem = peer.missing();
    return { peer: peer.name, figures: [], remarks: [], ...(problem === undefined ? {} : { problem }) };
  });
  const driver: Standing = { peer: PEER.driver, figures: [], remarks: [] };
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const [i, peer] of peers.entries()) {
      const standing = standings[i];
      if (!standing || standing.problem !== undefined) continue;
      options.log(`${workload.id}, round ${round} of ${options.rounds}: ${peer.name}`);
      const batch = await take(standing, peer, workload, options);
      if (workload.driver && i === 0 && batch !== undefined) takeDriver(driver, batch, workload, options);
    }
  }
  return { workload, standings: workload.driver ? [...standings, driver] : standings };
}

// A peer that breaks down is a result too; the others go on.
async function take(standing: Standing, peer: Peer, workload: Workload, options: CompareOptions) {
  try {
    const { outcome, figures } = await measure(peer, workload, options.generator, options.root);
    const connections = connectionsOf(workload.scene);
    standing.figures.push(workload.figure(outcome, connections));
    standing.remarks.push(workload.remark?.(outcome, connections) ?? '');
    return figures.batch;
  } catch (error) {
    standing.problem = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
    options.log(`${peer.name}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function takeDriver(driver: Standing, batch: number, workload: Workload, { root, log }: CompareOptions): void {
  log(`${workload.id}: ${driver.peer}, ${batch.toFixed(0)} rows in a transaction`);
  driver.figures.push(measureDriver(batch, workload.load.seconds, root));
  driver.remarks.push(`${batch.toFixed(0)} rows in a transaction`);
}
