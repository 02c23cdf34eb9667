import { build } from 'esbuild';
import { bundleOptions } from '../../bundle.mjs';

/** Vitest's global set-up: bundles the server that the tests of real processes start, from the sources as they are. */
export async function setup() {
  await build(bundleOptions('dist-test'));
}
