import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: './test/support/postgres-cluster.ts',
    maxWorkers: '100%', // by default one core stays idle, which of two is half
    isolate: false, // no module keeps anything, so that nothing need be loaded anew for each file
    testTimeout: 20_000,
    hookTimeout: 60_000,
    reporters: ['default', './test/support/count-reporter.ts'],
  },
});
