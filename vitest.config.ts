import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**'],
    environment: 'node',
    // Tests start servers, send signals and read their own environment: a process each, not a thread.
    pool: 'forks',
    maxWorkers: 2,
    // Generous for a machine that others use too: a test that hangs fails, a slow one does not.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    retry: 0,
  },
})
