import type { Stage } from './stage.ts';

/** One row of the table. */
export interface Result {
  what: string;
  /** The target in words; none for a figure that only explains another. */
  target?: string;
  reached: string;
  passed?: boolean;
}

/** Something that is measured in the browser. */
export interface Measurement {
  id: string;
  run(stage: Stage): Promise<Result[]>;
}

/** A result with an upper limit. */
export function atMost(what: string, limit: number, value: number, unit: string, remark = ''): Result {
  return {
    what,
    target: `≤ ${format(limit)} ${unit}`,
    reached: `${format(value)} ${unit}${remark && ` (${remark})`}`,
    passed: value <= limit,
  };
}

/** The value below which a share `p` (0 to 1) of the values lies; NaN where there are none. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}

/** Three digits that count. */
export function format(value: number): string {
  return value >= 1_000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}
