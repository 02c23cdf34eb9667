import { BOUNDARY_RULES } from './boundary-rules.mjs';
import { readImports } from './imports.mjs';
import { ROOT } from './root.mjs';

/** What is looked at. */
export const FOLDERS = [
  'apps/web/src',
  'apps/server/src',
  'packages/protocol/src',
  'packages/client/src',
  'e2e',
  'bench',
  'faults',
];

/**
 * Holds the sources against the rules of who may import whom.
 *
 * @returns {{lines: string[], ok: boolean}} a line for each import that breaks a rule and for each cycle
 */
export function checkBoundaries() {
  const imports = readImports(ROOT, FOLDERS);
  const problems = [
    ...findViolations(imports, BOUNDARY_RULES).map(({ from, to, rule }) => `${from} imports ${to}: ${rule}`),
    ...findCycles(imports).map((cycle) => `cycle: ${[...cycle, cycle[0]].join(' → ')}`),
  ];
  const ok = problems.length === 0;
  return { lines: ok ? [`${imports.length} imports keep to the rules`] : problems, ok };
}

/**
 * @param {import('./imports.mjs').Import[]} imports
 * @param {import('./boundary-rules.mjs').BoundaryRule[]} rules
 */
export function findViolations(imports, rules) {
  return imports.flatMap(({ from, to, typeOnly }) =>
    rules
      .filter((rule) => !(rule.types && typeOnly) && isForbidden(rule, from, to))
      .map(({ rule }) => ({ from, to, rule })),
  );
}

function isForbidden({ from: importer, forbids, except }, from, to) {
  const match = importer.exec(from);
  if (!match || !forbids.test(to)) return false;
  return except === undefined || !new RegExp(except.replace('$1', match[1] ?? '')).test(to);
}

/**
 * Files that import each other in a circle, each circle once. Type-only imports do not count: they are gone at run time.
 *
 * @param {import('./imports.mjs').Import[]} imports
 * @returns {string[][]}
 */
export function findCycles(imports) {
  const targets = new Map();
  for (const { from, to, typeOnly } of imports) {
    if (!typeOnly) targets.set(from, [...(targets.get(from) ?? []), to]);
  }
  const cycles = [];
  const finished = new Set();
  const visit = (file, path) => {
    const start = path.indexOf(file);
    if (start >= 0) cycles.push(path.slice(start));
    if (start >= 0 || finished.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
    finished.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return cycles;
}
