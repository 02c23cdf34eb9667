import { register } from 'node:module';

// Node itself starts the server's threads, outside of Vite, and Node 20 runs no TypeScript: they get the bundles of the
// same sources that build-server.mjs has made for this run.
register(new URL('./built-thread-hooks.mjs', import.meta.url));
