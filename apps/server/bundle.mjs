import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';

const HERE = import.meta.dirname;

/** Name of the script → source. Each is started by its path: by `npm start`, as a worker thread, by `npm run import`. */
const ENTRY_POINTS = {
  main: 'src/main.ts',
  'writer-worker': 'src/log/writer-worker.ts',
  'index-worker': 'src/log/search/index-worker.ts',
  'find-worker': 'src/log/search/find-worker.ts',
  import: 'src/import/main.ts',
  admin: 'src/admin/main.ts',
};

const OURS = /^(@confab\/|#prisma\/)/;
/** Hundreds of small ES modules each, with what they import: to find and read them one by one was a fifth of a start. */
const BUNDLED = /^@?better-auth(\/|$)/;

// Other packages stay in node_modules, which keeps native ones working.
const keepPackagesOutside = {
  name: 'keep-packages-outside',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) => {
      const inside = kind === 'entry-point' || OURS.test(path) || BUNDLED.test(path);
      return inside || importer.includes('/node_modules/') ? undefined : { path, external: true };
    });
  },
};

// After the build, not before: at no moment is the folder without a whole server.
const removeStaleChunks = {
  name: 'remove-stale-chunks',
  setup({ initialOptions, onEnd }) {
    onEnd(async ({ errors, metafile }) => {
      if (errors.length > 0) return;
      const folder = join(HERE, initialOptions.outdir);
      const written = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
      const stale = (await readdir(folder)).filter((name) => !written.has(name));
      await Promise.all(stale.map((name) => rm(join(folder, name), { recursive: true })));
    });
  },
};

/**
 * esbuild's options for the server: ES modules for Node 20, straight from the sources of our packages.
 *
 * @param {string} outdir below apps/server, one level deep: the server finds its neighbours by relative paths
 * @returns {import('esbuild').BuildOptions & {metafile: true}}
 */
export function bundleOptions(outdir) {
  return {
    absWorkingDir: HERE,
    entryPoints: ENTRY_POINTS,
    outdir,
    bundle: true,
    // The workers and main share chunks.
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['source'],
    plugins: [keepPackagesOutside, removeStaleChunks],
    sourcemap: true,
    metafile: true,
    logLevel: 'warning',
  };
}
