import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

const conditions = ['source', ...defaultServerConditions];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['test/**/*.test.ts'],
    // After the quick tests, not beside them: faults are timed, and want the machine for themselves.
    sequence: { groupOrder: 1 },
    fileParallelism: false,
    // Waits inside the tests end earlier and say what they waited for.
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
