import { mkdirSync, writeFileSync } from 'node:fs'
import { extname, join, resolve } from 'node:path'
import type { Plugin } from 'vitest/config'
import type { Reporter, TestModule, Vitest } from 'vitest/node'
import type {} from './coverage-setup.ts'

/** What is told of a run, and where it is drawn. */
export interface FlowCoverageOptions {
  /** Names of the lines that count; all that were rung if absent. */
  readonly lines?: readonly string[]
  /** Folder for `<line>.svg`, one a line: its flow, with the states and arrows that no call came to in red. */
  readonly drawings?: string
}

/** Beside this file, and written in the language that this one is in. */
const SETUP = join(import.meta.dirname, `coverage-setup${extname(import.meta.filename)}`)

/**
 * A plugin for Vitest, `plugins: [flowCoverage()]`: at the end of a run it tells how much of each line's flow the calls
 * of all test files came to.
 */
export function flowCoverage(options: FlowCoverageOptions = {}): Plugin {
  return {
    name: 'holdline-flow-coverage',
    configureVitest({ vitest, project }) {
      project.config.setupFiles.push(SETUP)
      const { reporters } = vitest.config
      // Asked once for each of several projects, which share what is reported.
      if (!reporters.some(reporter => reporter instanceof FlowReporter))
        reporters.push(new FlowReporter(vitest, options))
    },
  }
}

/** Lines of one flow in the table; whoever misses more has not begun to look at them one by one. */
const LINES_MAX = 15

class FlowReporter implements Reporter {
  readonly #vitest: Vitest
  readonly #options: FlowCoverageOptions

  constructor(vitest: Vitest, options: FlowCoverageOptions) {
    this.#vitest = vitest
    this.#options = options
  }

  async onTestRunEnd(files: readonly TestModule[]): Promise<void> {
    const { lines, drawings } = this.#options
    // Here and not above: whoever only starts Vitest need not load what draws.
    const [{ coverageOf }, { together }] = await Promise.all([import('./coverage.ts'), import('./seen.ts')])
    const seen = together(files.flatMap(file => file.meta().flows ?? []))
    for (const flow of seen) {
      const { name } = flow.graph
      if (lines && !lines.includes(name)) continue
      const { text, svg } = coverageOf(flow)
      this.#vitest.logger.log(`${shortened(text)}\n`)
      if (drawings === undefined) continue
      const folder = resolve(this.#vitest.config.root, drawings)
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, `${name}.svg`), svg)
    }
  }
}

function shortened(text: string): string {
  const lines = text.split('\n')
  const left = lines.length - LINES_MAX
  return left <= 1 ? text : [...lines.slice(0, LINES_MAX), `  … and ${left} more`].join('\n')
}
