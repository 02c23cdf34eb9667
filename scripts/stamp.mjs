import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './root.mjs';

// Inside node_modules: whoever deletes that gets everything made anew, and git never sees it.
const stampFile = (name) => join(ROOT, 'node_modules/.confab', name);

/** The fingerprint that the step `name` was last finished with; undefined where it never was. */
export function readStamp(name) {
  try {
    return readFileSync(stampFile(name), 'utf8');
  } catch {
    return undefined;
  }
}

/** Remembers that the step `name` finished with this fingerprint. */
export function stamp(name, print) {
  mkdirSync(dirname(stampFile(name)), { recursive: true });
  writeFileSync(stampFile(name), print);
}

/** Forgets a step, so that one that is cut in the middle is done again. */
export function unstamp(name) {
  rmSync(stampFile(name), { force: true });
}
