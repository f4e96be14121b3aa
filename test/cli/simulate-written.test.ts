import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, expect, test } from 'vitest'
import { holdline } from './in-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'holdline-written-'))
afterAll(() => rmSync(folder, { recursive: true }))

const SCENARIO = join(folder, 'plan.yaml')
writeFileSync(
  SCENARIO,
  [
    'line: direct',
    'durationHours: 2',
    'arrivals: { callsPerHour: 200 }',
    'handleSeconds: { distribution: exponential, mean: 270 }',
    'patienceSeconds: { distribution: exponential, mean: 180 }',
    'agents: 15',
    'replications: 5',
  ].join('\n'),
)

const simulate = (...args: string[]) => holdline(['simulate', SCENARIO, '--workers', '1', ...args])

test('a planner sees the course of the day below the table; with --json there is nothing but the object', async () => {
  const { stdout } = await simulate()
  expect(stdout).toMatch(/^mean wait, minutes:seconds +answered in 20 s +occupancy$/m)
  expect(stdout).toMatch(/^\d+:\d\d │.* 100 % │/m)
  const json = await simulate('--json')
  expect(JSON.parse(json.stdout).replications).toBe(5)
  expect(json.stdout).not.toContain('█')
})

test('--csv writes what --json prints, a measure a row', async () => {
  const csv = join(folder, 'results.csv')
  const { status, stdout } = await simulate('--csv', csv, '--json')
  expect(status).toBe(0)
  const { results, intervals } = JSON.parse(stdout)
  const rows = parse(readFileSync(csv, 'utf8'), { columns: true }) as Record<string, string>[]
  const means = (scope: string, measure: string) =>
    rows.filter(row => row.scope === scope && row.measure === measure).map(({ mean }) => Number(mean))
  expect(means('day', 'waitSeconds')).toEqual([results.waitSeconds.mean])
  expect(means('interval', 'occupancy')).toEqual(
    intervals.map(({ occupancy }: { occupancy: { mean: number } }) => occupancy.mean),
  )
  expect((await simulate('--csv', csv)).stdout).toContain(csv)
})

test('--report writes a page that stands alone, from the first of the days that were counted', async () => {
  const page = join(folder, 'plan.html')
  const { status, stdout } = await simulate('--report', page, '--json')
  expect(status).toBe(0)
  const { results } = JSON.parse(stdout)
  const made = readFileSync(page, 'utf8')
  expect(made).toContain('<h1>plan</h1><p>line direct · 5 days simulated · seed 1</p>')
  expect(made).toContain(`<dd>${Number((results.serviceLevel.mean * 100).toFixed(1))} %</dd>`)
  // Five days of some 400 calls are followed call by call; whoever queues is answered or gives up.
  expect(made).toContain(
    `was followed, one by one: ${(5 * results.calls.mean).toLocaleString('en-US')} calls`,
  )
  const gaveUp = [...made.matchAll(/<td>([\d,]+) of ([\d,]+) \(/g)].map(([, count]) => Number(count))
  expect(Math.abs(gaveUp.reduce((sum, count) => sum + count, 0) - 5 * results.abandoned.mean)).toBeLessThan(5)
  expect(made).toContain(`<text class="note"`)
})

test('of days in mirrored pairs those are followed that were counted', async () => {
  const page = join(folder, 'pairs.html')
  const { stdout } = await simulate(
    '--report',
    page,
    '--json',
    '--replications',
    '4',
    '--set',
    'variance=antithetic',
  )
  const { results } = JSON.parse(stdout)
  expect(readFileSync(page, 'utf8')).toContain(
    `was followed, one by one: ${(4 * results.calls.mean).toLocaleString('en-US')} calls`,
  )
})

test('the page of two scenarios shows both', async () => {
  const page = join(folder, 'both.html')
  await simulate('--report', page, '--against-set', 'agents=18')
  expect(readFileSync(page, 'utf8')).toMatch(/<th scope="row">agents<\/th><td>15<\/td><td>18<\/td>/)
})

test('a day with too many agents to follow is reported without', async () => {
  const page = join(folder, 'many.html')
  const many = ['arrivals.callsPerHour=600', 'durationHours=0.5', 'agents=6000', 'replications=2']
  await simulate('--report', page, ...many.flatMap(pair => ['--set', pair]))
  expect(readFileSync(page, 'utf8')).not.toContain('followed')
})

test('a file that cannot be written is told before anything is simulated', async () => {
  const csv = join(folder, 'nowhere', 'results.csv')
  const { status, stdout, stderr } = await simulate('--csv', csv)
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toContain(`--csv ${csv} cannot be written: there is no folder`)
  expect(existsSync(csv)).toBe(false)
  const page = await simulate('--report', join(folder, 'nowhere', 'page.html'))
  expect([page.status, page.stderr]).toEqual([2, expect.stringContaining('--report')])
})
