import { type SpawnOptions, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { unpackChromium } from './browser/chromium.ts'

// What `npm test` runs. Everything runs even after a failure: one run tells all that is wrong.

const root = join(import.meta.dirname, '..')
const bin = join(root, 'node_modules', '.bin')
// Put first here too, so that `node test/all.ts` by hand finds the same tools and the same Node.
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` }

/** Checks that take a second or two each; they share the cores, and print one after another. */
const CHECKS = [
  'tsc --noEmit',
  'tsc --noEmit -p src/web/pages',
  'biome check --error-on-warnings .',
  'knip --no-config-hints',
]

interface Outcome {
  code: number
  seconds: number
  output: string
}

interface Tally {
  passed: number
  failed: number
}

process.exitCode = await runAll()

async function runAll(): Promise<number> {
  const startedMs = performance.now()
  const failedChecks = await runChecks()
  await unpackChromium()
  const tests = await runTests()
  const failed = tests.failed + failedChecks.length
  console.log(
    `\n${secondsSince(startedMs).toFixed(1)} s on ${availableParallelism()} cores, Node ${process.versions.node}`,
  )
  for (const check of failedChecks) console.log(`failed: ${check}`)
  // Alone on its line, and last: CI reads it. A failed check counts as one failed test.
  console.log(`${tests.passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

async function runChecks(): Promise<string[]> {
  const running = CHECKS.map(command => ({ command, outcome: run(command, 'pipe') }))
  const failed: string[] = []
  for (const { command, outcome } of running) {
    const { code, seconds, output } = await outcome
    console.log(`$ ${command}  (${code === 0 ? 'fine' : `exit code ${code}`}, ${seconds.toFixed(1)} s)`)
    if (code === 0) continue
    failed.push(command)
    console.log(output.trimEnd())
  }
  return failed
}

async function runTests(): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), 'holdline-tests-'))
  const report = join(folder, 'report.json')
  console.log('$ vitest run')
  try {
    const { code } = await run(
      `vitest run --reporter=default --reporter=json --outputFile.json=${report}`,
      'inherit',
    )
    return tally(code, await readFile(report, 'utf8').catch(() => undefined))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A run that failed though no test did (a file that does not load, no report) counts as at least one failure. */
function tally(code: number, report: string | undefined): Tally {
  const { numPassedTests, numFailedTests } = JSON.parse(
    report ?? '{ "numPassedTests": 0, "numFailedTests": 0 }',
  ) as { numPassedTests: number; numFailedTests: number }
  const failed = code !== 0 || report === undefined ? Math.max(1, numFailedTests) : numFailedTests
  return { passed: numPassedTests, failed }
}

function run(command: string, output: 'pipe' | 'inherit'): Promise<Outcome> {
  const startedMs = performance.now()
  const options: SpawnOptions = { cwd: root, env, shell: true, stdio: ['ignore', output, output] }
  return new Promise((resolve, reject) => {
    const child = spawn(command, options)
    let text = ''
    child.stdout?.on('data', chunk => (text += chunk))
    child.stderr?.on('data', chunk => (text += chunk))
    child.on('error', reject)
    child.on('close', code => resolve({ code: code ?? 1, seconds: secondsSince(startedMs), output: text }))
  })
}

function secondsSince(startMs: number): number {
  return (performance.now() - startMs) / 1_000
}
