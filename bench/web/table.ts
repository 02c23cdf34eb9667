import type { Result } from './measurement.ts';

/** The results as a Markdown table. */
export function formatResults(results: readonly Result[]): string {
  const rows = results.map(({ what, target = '', reached, passed }) => [what, target, reached.trim(), verdict(passed)]);
  const cells = [['what', 'target', 'reached', ''], ['---', '---', '---', '---'], ...rows];
  return `${cells.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`;
}

function verdict(passed: boolean | undefined): string {
  if (passed === undefined) return '';
  return passed ? 'passed' : 'missed';
}
