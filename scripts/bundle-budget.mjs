import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { ROOT } from './root.mjs';

/** What a visitor waits for before the first paint, and what a bot's author takes on. In kB (1,000 bytes) after gzip. */
const BUDGET = { web: 100, sdk: 12 };

const kilobytes = (content) => gzipSync(content, { level: 9 }).length / 1000;

/**
 * Measures the built web app's initial scripts and the SDK without its schema library.
 *
 * @returns {Promise<{lines: string[], ok: boolean}>}
 */
export async function checkBundleBudget() {
  const rows = [
    { name: 'web app, initial script', size: initialScriptSize(), budget: BUDGET.web },
    { name: 'SDK, without its schema library', size: await sdkSize(), budget: BUDGET.sdk },
  ];
  return {
    lines: rows.map(({ name, size, budget }) => `${name}: ${size.toFixed(1)} of ${budget} kB gzip`),
    ok: rows.every(({ size, budget }) => size <= budget),
  };
}

/** Everything that index.html makes the browser run or fetch at once. */
function initialScriptSize() {
  const dist = join(ROOT, 'apps/web/dist');
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const scripts = [...html.matchAll(/<(?:script|link)\b[^>]*>/g)]
    .map(([tag]) => /\b(?:src|href)="([^"]+\.js)"/.exec(tag)?.[1])
    .filter((path) => path !== undefined);
  if (scripts.length === 0) throw new Error('apps/web/dist/index.html loads no script');
  return scripts.reduce((total, path) => total + kilobytes(readFileSync(join(dist, path))), 0);
}

async function sdkSize() {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['packages/client/src/index.ts'],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    conditions: ['source'],
    external: ['valibot'],
    logLevel: 'warning',
  });
  return kilobytes(outputFiles[0].contents);
}
