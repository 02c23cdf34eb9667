import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Every core: tests wait for disks and other processes long enough that Vitest itself finds its time.
    maxWorkers: '100%',
    projects: [
      'packages/*',
      'apps/*',
      'faults',
      { test: { name: 'scripts', include: ['scripts/test/**/*.test.mjs'], isolate: false } },
    ],
  },
});
