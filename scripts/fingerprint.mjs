import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';

/** What a build never reads: its own results and the tests. */
const SKIPPED = new Set(['node_modules', 'dist', 'generated', 'coverage', '.turbo', 'test']);

/**
 * A hash over the names and contents of files, the same on every machine. Contents rather than times: a checkout or a
 * copy changes the times of files that are the same.
 *
 * @param {string[]} paths files and folders below the root, folders read to their depths; missing ones count as missing
 * @param {string} [salt] anything else that the result depends on
 * @returns {string} hex
 */
export function fingerprint(paths, salt = '') {
  const hash = createHash('sha1').update(salt);
  for (const file of paths.flatMap((path) => filesBelow(path)).sort()) {
    hash.update(`\0${file}\0`).update(readFileSync(join(ROOT, file)));
  }
  return hash.digest('hex');
}

function filesBelow(path) {
  const stat = statSync(join(ROOT, path), { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(join(ROOT, path))
    .filter((name) => !SKIPPED.has(name) && !name.startsWith('dist-'))
    .flatMap((name) => filesBelow(`${path}/${name}`));
}
