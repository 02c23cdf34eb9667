import { summarize } from './check/violation.ts';
import type { Outcome } from './run-scenario.ts';

/** Whether a scenario ran and showed nothing wrong. */
export function isGood({ missing, violations }: Outcome): boolean {
  return missing === undefined && violations.length === 0;
}

/** One line as soon as a scenario has ended; more where something is wrong. */
export function outcomeLines(outcome: Outcome): string[] {
  const { scenario, seed, seconds, missing, violations, log } = outcome;
  if (missing) return [`not run: ${scenario}: ${missing}`];
  const verdict = violations.length === 0 ? 'passed' : 'FAILED';
  const lines = [`${verdict}: ${scenario} (seed ${seed}, ${seconds.toFixed(1)} s)`];
  if (violations.length === 0) return lines;
  return [...lines, ...summarize(violations).map((line) => `  ${line}`), ...(log ? ['  the server said:', log] : [])];
}

const COLUMNS = ['fault', 'sends', 'acks', 'resumes', 'whole', 'violations', ''];

/** All of it as a table. `whole`: resumes that brought everything missed. */
export function table(outcomes: readonly Outcome[]): string[] {
  const rows = outcomes.map((outcome) => {
    const { scenario, sends, acks, resumes, complete, violations, missing, remark } = outcome;
    if (missing) return [scenario, '', '', '', '', '', `not run: ${missing}`];
    return [scenario, ...[sends, acks, resumes, complete, violations.length].map(String), remark];
  });
  const all = [COLUMNS, ...rows];
  const widths = COLUMNS.map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0)));
  const isText = (i: number) => i === 0 || i === COLUMNS.length - 1;
  return all.map((row) =>
    row
      .map((cell, i) => (isText(i) ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
