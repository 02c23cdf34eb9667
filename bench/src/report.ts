import { type Comparison, median, ratioTo, type Standing, type Verdict, verdicts } from './comparison.ts';

/** A workload's table in Markdown: peers and figures, then the targets. */
export function formatComparison(comparison: Comparison): string {
  const { workload, standings } = comparison;
  const rows = standings.map((standing, i) => [
    standing.peer,
    standing.problem ? `not run: ${standing.problem}` : formatFigures(standing),
    i === 0 || standing.figures.length === 0 ? '' : `${formatNumber(ratioTo(comparison, standing.peer))}×`,
    standing.remarks.at(-1) ?? '',
  ]);
  const lines = [
    `### ${workload.title} (\`${workload.id}\`)`,
    '',
    ...table([['peer', workload.unit, 'Confab is', 'last run'], ...rows]),
    '',
    ...verdicts(comparison).map(formatVerdict),
  ];
  return `${lines.join('\n')}\n`;
}

/** All targets in one Markdown table. */
export function formatSummary(comparisons: readonly Comparison[]): string {
  const rows = comparisons.flatMap((comparison) =>
    verdicts(comparison).map((verdict) => [
      comparison.workload.title,
      formatBound(verdict),
      formatReached(verdict),
      formatOutcome(verdict),
    ]),
  );
  return `${table([['workload', 'must reach', 'reached', ''], ...rows]).join('\n')}\n`;
}

function formatFigures({ figures }: Standing): string {
  const all = figures.length > 1 ? ` (${figures.map(formatNumber).join(', ')})` : '';
  return `${formatNumber(median(figures))}${all}`;
}

function formatVerdict(verdict: Verdict): string {
  return `- ${formatBound(verdict)}: ${formatReached(verdict)}, ${formatOutcome(verdict)}`;
}

function formatBound({ target: { against, at, must } }: Verdict): string {
  return `${at === 'least' ? '≥' : '≤'} ${against === undefined ? formatNumber(must) : `${must}× ${against}`}`;
}

function formatReached({ reached, target }: Verdict): string {
  if (reached === undefined) return '–';
  return target.against === undefined ? formatNumber(reached) : `${formatNumber(reached)}×`;
}

function formatOutcome({ passed, starred }: Verdict): string {
  if (passed === undefined) return 'not run';
  if (!passed) return 'missed';
  return starred ? 'passed, next star too' : 'passed';
}

/** Three digits that count. */
function formatNumber(value: number | undefined): string {
  if (value === undefined) return '–';
  return value >= 1_000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}

function table(rows: string[][]): string[] {
  const [head = [], ...body] = rows;
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`);
}
