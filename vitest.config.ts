import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { flowCoverage } from './src/testkit/flow-coverage.ts'

export default defineConfig({
  // Tests ring other lines too; those that people ring have a file of their name in flows/.
  plugins: [
    flowCoverage({
      drawings: 'coverage',
      lines: readdirSync(join(import.meta.dirname, 'flows')).map(name => basename(name, '.ts')),
    }),
  ],
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
