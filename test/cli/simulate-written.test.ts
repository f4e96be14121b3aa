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

test('a file that cannot be written is told before anything is simulated', async () => {
  const csv = join(folder, 'nowhere', 'results.csv')
  const { status, stdout, stderr } = await simulate('--csv', csv)
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toContain(`--csv ${csv} cannot be written: there is no folder`)
  expect(existsSync(csv)).toBe(false)
})
