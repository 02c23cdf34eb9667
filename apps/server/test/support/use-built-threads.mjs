import { syncBuiltinESMExports } from 'node:module';
import threads, { Worker } from 'node:worker_threads';

// Node itself starts the server's threads, outside of Vite, and Node 20 runs no TypeScript: they get the bundles of the
// same sources that build-server.mjs has made for this run.
const BUILT = new URL('../../dist-test/', import.meta.url);
const ENTRY_POINT = /\/src\/log\/(?:search\/)?([a-z]+-worker)\.ts$/;

threads.Worker = class extends Worker {
  constructor(entry, options) {
    const name = ENTRY_POINT.exec(String(entry))?.[1];
    // Without our `--import`: what a test process is started with is not for the server's threads.
    if (name) super(new URL(`${name}.js`, BUILT), { ...options, execArgv: [] });
    else super(entry, options);
  }
};
syncBuiltinESMExports();
