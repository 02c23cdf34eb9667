import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { closingLine, isGood, readPlaywright, readVitest, sum } from '../test-count.mjs';

const folder = mkdtempSync(join(tmpdir(), 'confab-count-'));
afterAll(() => rmSync(folder, { recursive: true }));

function report(content) {
  const file = join(folder, `${Math.random()}.json`);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

describe('counting tests', () => {
  it('counts a vitest file that could not be loaded as a failure', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{}] },
    ];
    const file = report({ numPassedTests: 3, numFailedTests: 0, testResults });
    expect(readVitest(file)).toEqual({ passed: 3, failed: 1 });
  });

  it('counts a flaky Playwright test as a failure', () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
    expect(readPlaywright(report({ stats, errors: [] }))).toEqual({ passed: 5, failed: 2 });
  });

  it('counts a Playwright run that could not start as a failure', () => {
    const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
    expect(readPlaywright(report({ stats, errors: [{ message: 'SyntaxError' }] }))).toEqual({ passed: 0, failed: 1 });
  });

  it('counts a runner that wrote no report as a failure', () => {
    expect(readVitest(join(folder, 'missing.json'))).toEqual({ passed: 0, failed: 1 });
  });

  it('is good only where something ran and nothing failed', () => {
    expect(isGood({ passed: 0, failed: 0 })).toBe(false);
    expect(isGood({ passed: 9, failed: 1 })).toBe(false);
    expect(isGood({ passed: 1, failed: 0 })).toBe(true);
  });

  it('closes with one line over all runners', () => {
    const total = sum([
      { passed: 2, failed: 0 },
      { passed: 3, failed: 1 },
    ]);
    expect(closingLine(total)).toBe('5 passed, 1 failed');
  });
});
