import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { flowCoverage } from './src/testkit/flow-coverage.ts'

// What Node compiles for one process is there for the next.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'node-compile-cache')

/**
 * Tests that change nothing outside of themselves, and ask nobody what was loaded before: they share a process, and what
 * it has loaded. Half the time of each.
 */
const TOGETHER = ['base', 'line', 'centre', 'laws', 'model', 'sim', 'carrier', 'contract'].map(
  folder => `test/${folder}/**/*.test.ts`,
)

export default defineConfig({
  // Tests ring other lines too; those that people ring have a file of their name in flows/.
  plugins: [
    flowCoverage({
      drawings: 'coverage',
      lines: readdirSync(join(import.meta.dirname, 'flows')).map(name => basename(name, '.ts')),
    }),
  ],
  test: {
    exclude: ['test/bench/**'],
    environment: 'node',
    // Sources run in tests as they run elsewhere: by Node itself, at its speed. Simulations take half the time.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // Tests start servers, send signals and read their own environment: processes, not threads.
    pool: 'forks',
    // One more than cores: tests that wait for browsers and for processes to start leave them idle.
    maxWorkers: 3,
    // Generous for a machine that others use too: a test that hangs fails, a slow one does not.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    retry: 0,
    projects: [
      {
        extends: true,
        test: { name: 'apart', include: ['test/**/*.test.ts'], exclude: ['test/bench/**', ...TOGETHER] },
      },
      {
        extends: true,
        test: { name: 'together', include: TOGETHER, isolate: false },
      },
    ],
  },
})
