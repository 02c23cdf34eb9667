import { readFileSync } from 'node:fs';

/**
 * How a run of tests ended. A file that could not even be loaded counts as one failure.
 * @typedef {{passed: number, failed: number}} Count
 */

/** @returns {Count} the sum */
export function sum(counts) {
  return counts.reduce(
    (total, count) => ({ passed: total.passed + count.passed, failed: total.failed + count.failed }),
    {
      passed: 0,
      failed: 0,
    },
  );
}

/** The closing line that people and CI read. */
export const closingLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`;

/** Whether a run is good: nothing failed, and there was something to fail. */
export const isGood = ({ passed, failed }) => failed === 0 && passed > 0;

/** @param {string} file what vitest's json reporter wrote @returns {Count} */
export function readVitest(file) {
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1 };
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.length,
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}

/** @param {string} file what Playwright's json reporter wrote @returns {Count} */
export function readPlaywright(file) {
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky } = report.stats;
  // Without a single test an error stands for itself: a syntax error in a file, for one.
  const broken = unexpected === 0 ? report.errors.length : 0;
  return { passed: expected, failed: unexpected + flaky + broken };
}

/** Undefined where the runner died before it could write. */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
