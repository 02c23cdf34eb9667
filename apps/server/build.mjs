// Bundles the server for Node 20 into dist/. Only our own code is bundled: packages stay in node_modules, which keeps
// native ones working and stack traces readable.
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

const HERE = import.meta.dirname;

/** Name in dist/ → source. Each is started by its path: by `npm start`, as a worker thread, by `npm run import`. */
const ENTRY_POINTS = {
  main: 'src/main.ts',
  'writer-worker': 'src/log/writer-worker.ts',
  import: 'src/import/main.ts',
};

const OURS = /^(@confab\/|#prisma\/)/;

const keepPackagesOutside = {
  name: 'keep-packages-outside',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || OURS.test(path) ? undefined : { path, external: true },
    );
  },
};

const present = Object.entries(ENTRY_POINTS).filter(([, source]) => existsSync(join(HERE, source)));
for (const [name, source] of Object.entries(ENTRY_POINTS)) {
  if (!present.some(([other]) => other === name))
    console.warn(`${source} does not exist yet: dist/${name}.js left out`);
}

const { metafile } = await build({
  absWorkingDir: HERE,
  entryPoints: Object.fromEntries(present),
  outdir: 'dist',
  bundle: true,
  // The worker and main share chunks.
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  conditions: ['source'],
  plugins: [keepPackagesOutside],
  sourcemap: true,
  metafile: true,
  logLevel: 'warning',
});

// After the build, not before: at no moment is dist/ without a whole server.
const written = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
for (const name of await readdir(join(HERE, 'dist'))) {
  if (!written.has(name)) await rm(join(HERE, 'dist', name), { recursive: true });
}
