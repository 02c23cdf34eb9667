import type { Target, Workload } from './workloads.ts';

/** One peer's figures in a workload, a run each; `problem` says why there are none. */
export interface Standing {
  peer: string;
  figures: number[];
  remarks: string[];
  problem?: string;
}

/** A workload's result. */
export interface Comparison {
  workload: Workload;
  /** Confab first. */
  standings: Standing[];
}

/** A target and how far Confab came. */
export interface Verdict {
  target: Target;
  /** Confab's figure, or its ratio to the peer's; undefined where the peer did not run. */
  reached: number | undefined;
  passed: boolean | undefined;
  starred: boolean | undefined;
}

/** The middle one; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

/** Confab's figure divided by a peer's: the median of the rounds, since neighbours in time suffer from the same load. */
export function ratioTo({ standings }: Comparison, peer: string): number | undefined {
  const ours = standings[0]?.figures ?? [];
  const theirs = standings.find((standing) => standing.peer === peer)?.figures ?? [];
  const ratios = ours.flatMap((figure, round) => {
    const other = theirs[round];
    return other === undefined ? [] : [figure / other];
  });
  return ratios.length === 0 ? undefined : median(ratios);
}

/** What became of each target. */
export function verdicts(comparison: Comparison): Verdict[] {
  return comparison.workload.targets.map((target) => {
    const figures = comparison.standings[0]?.figures ?? [];
    const own = figures.length === 0 ? undefined : median(figures);
    const reached = target.against === undefined ? own : ratioTo(comparison, target.against);
    const meets = (bound: number | undefined) =>
      reached === undefined || bound === undefined
        ? undefined
        : target.at === 'least'
          ? reached >= bound
          : reached <= bound;
    return { target, reached, passed: meets(target.must), starred: meets(target.star) };
  });
}
