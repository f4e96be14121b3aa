import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { holdline } from './in-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'holdline-method-'))
afterAll(() => rmSync(folder, { recursive: true }))

const GOOD = `
line: direct
durationHours: 1
arrivals: { callsPerHour: 300 }
handleSeconds: { distribution: exponential, mean: 180 }
patienceSeconds: { distribution: exponential, mean: 120 }
agents: 16
replications: 8
`

function simulate(...args: string[]) {
  const file = join(folder, 'plan.yaml')
  writeFileSync(file, GOOD)
  writeFileSync(join(folder, 'more.yaml'), GOOD.replace('agents: 16', 'agents: 18'))
  return holdline(['simulate', file, '--workers', '1', ...args])
}

test('--precision goes on until intervals are narrow enough, and says so', async () => {
  const { status, stdout } = await simulate(
    '--precision',
    'serviceLevel=0.02',
    '--precision',
    'waitSeconds=20%',
  )
  expect(status).toBe(0)
  expect(stdout).toMatch(/^serviceLevel is known to ±0\.0\d+ after \d+ days\.$/m)
  expect(stdout).toMatch(/^waitSeconds is known to ±[\d.]+ % after \d+ days\.$/m)
})

test('--precision that is not reached ends with 1, and says what to do', async () => {
  const { status, stdout } = await simulate('--precision', 'serviceLevel=0.0001', '--most-replications', '64')
  expect(status).toBe(1)
  expect(stdout).toMatch(
    /serviceLevel is known to ±[\d.]+ after 64 days, not to ±0\.0001: .*--most-replications/,
  )
})

test.each([
  ['serviceLevel', 'got "serviceLevel", expected a measure and half the width'],
  ['serviceLevel=0', 'got "serviceLevel=0"'],
  ['serviceLevl=0.01', 'did you mean serviceLevel?'],
  ['waitSeconds=many', 'got "waitSeconds=many"'],
])('--precision %s ends with 2', async (text, said) => {
  const { status, stderr } = await simulate('--precision', text)
  expect(status).toBe(2)
  expect(stderr).toContain(said)
})

test('--against compares two files, and --against-set two values, with the change in table and JSON', async () => {
  const table = await simulate('--against', join(folder, 'more.yaml'))
  expect(table.status).toBe(0)
  expect(table.stdout).toMatch(/^service level +\d.*\+\d+\.\d\d ±\d+\.\d\d %$/m)
  const { stdout } = await simulate('--against-set', 'agents=18', '--seed', '3', '--json')
  const { agents, against } = JSON.parse(stdout)
  expect(agents).toBeUndefined()
  expect(against.scenario).toMatchObject({ agents: 18, seed: 3, replications: 8 })
  expect(against.change.results.serviceLevel.mean).toBeGreaterThan(0)
  expect(Object.keys(against)).toEqual(['scenario', 'results', 'queues', 'intervals', 'change'])
  expect(Object.keys(against.change)).toEqual(['results', 'queues', 'intervals'])
})

test('another scenario that is not there, or is wrong, ends with 2 and says which', async () => {
  const missing = await simulate('--against', join(folder, 'nothing.yaml'))
  expect([missing.status, missing.stderr]).toEqual([2, expect.stringContaining('nothing.yaml')])
  const wrong = await simulate('--against-set', 'agnets=18')
  expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining('agents')])
})
