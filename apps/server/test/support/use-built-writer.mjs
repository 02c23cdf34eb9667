import { register } from 'node:module';

// Node itself starts the server's writer thread, outside of Vite, and Node 20 runs no TypeScript: the thread gets the
// bundle of the same sources that build-server.mjs has made for this run.
register(new URL('./built-writer-hooks.mjs', import.meta.url));
