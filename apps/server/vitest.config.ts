import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

const conditions = ['source', ...defaultServerConditions];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build-server.mjs'],
    // Tests share nothing but modules, which take longer to load than most tests to run.
    isolate: false,
    // Waits inside the tests end earlier and say what they waited for.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The server's threads are started by Node itself, outside of Vite: they are the ones that globalSetup has built.
    execArgv: ['--import', new URL('./test/support/use-built-threads.mjs', import.meta.url).href],
  },
});
