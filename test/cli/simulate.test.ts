import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { holdline } from './in-process.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'holdline-simulate-'))
afterAll(() => rmSync(folder, { recursive: true }))

const GOOD = [
  'line: direct',
  'durationHours: 2',
  'arrivals: { callsPerHour: 600 }',
  'handleSeconds: { distribution: exponential, mean: 270 }',
  'patienceSeconds: { distribution: exponential, mean: 180 }',
  'agents: 45',
  'replications: 5',
]

/** What a planner types, on a scenario of these lines. */
function typed(lines: readonly string[], args: readonly string[]): string[] {
  const file = join(folder, 'plan.yaml')
  writeFileSync(file, lines.join('\n'))
  return ['simulate', file, '--workers', '1', ...args]
}

const simulate = (lines: readonly string[], ...args: string[]) => holdline(typed(lines, args))

const MEASURES = [
  'calls',
  'answered',
  'abandoned',
  'contained',
  'callbacks',
  'voicemails',
  'abandonment',
  'serviceLevel',
  'waitSeconds',
  'answerSeconds',
  'occupancy',
  'callsPerAgentDay',
  'queueLength',
  'transfers',
  'missedOffers',
  'redials',
  'returnedWithinSevenDays',
  'turnedAway',
  'leftWaiting',
  'firstCallResolution',
  'waitP50Seconds',
  'waitP90Seconds',
  'waitP95Seconds',
  'waitP99Seconds',
  'answerP50Seconds',
  'answerP90Seconds',
  'answerP95Seconds',
  'answerP99Seconds',
]

describe('simulate --json', () => {
  test('prints one object of the shape that is promised', () => {
    const command = [join(root, 'src', 'holdline.js'), ...typed(GOOD, ['--json'])]
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
    const report = JSON.parse(stdout)
    expect(Object.keys(report)).toEqual([
      'scenario',
      'seed',
      'replications',
      'events',
      'elapsedSeconds',
      'results',
      'queues',
      'intervals',
      'warnings',
    ])
    expect([report.seed, report.replications]).toEqual([1, 5])
    expect(report.events).toBeGreaterThan(5 * 2 * 600 * 1.8)
    expect(report.elapsedSeconds).toBeGreaterThan(0)
    expect(Object.keys(report.results)).toEqual(MEASURES)
    // Where nothing is left unsettled, nobody asks whether it is.
    expect(report.results.firstCallResolution).toBeNull()
    for (const measure of MEASURES.filter(name => name !== 'firstCallResolution')) {
      expect(Object.keys(report.results[measure])).toEqual(['mean', 'low', 'high'])
      const { mean, low, high } = report.results[measure]
      expect(low <= mean && mean <= high).toBe(true)
    }
    expect(report.queues.map(Object.keys)).toEqual([['name', ...MEASURES]])
    expect(report.queues[0].name).toBe('direct')
    expect(report.intervals).toHaveLength(4)
    for (const interval of report.intervals) {
      expect(Object.keys(interval)).toEqual(['start', 'minutes', 'agents', ...MEASURES])
      expect([interval.minutes, interval.agents]).toEqual([30, 45])
      expect(interval.start).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/)
    }
  })

  test('what is not defined is null', async () => {
    const { stdout } = await simulate(GOOD, '--json', '--set', 'arrivals.callsPerHour=0')
    const { results } = JSON.parse(stdout)
    expect([results.serviceLevel, results.waitSeconds]).toEqual([null, null])
    expect(results.calls.mean).toBe(0)
  })

  test('options count over the file, and the scenario printed is the one that was run', async () => {
    const options = ['--replications', '3', '--seed', '9', '--set', 'agents=50']
    const { scenario, seed, replications } = JSON.parse((await simulate(GOOD, '--json', ...options)).stdout)
    expect([seed, replications]).toEqual([9, 3])
    expect([scenario.agents, scenario.seed, scenario.replications]).toEqual([50, 9, 3])
  })
})

test('without --json a planner reads a table', async () => {
  const { status, stdout } = await simulate(GOOD)
  expect(status).toBe(0)
  expect(stdout).toContain('answered in 20 s')
  expect(stdout).toMatch(/^day +1,\d{3} /m)
})

describe('a scenario that cannot be simulated ends with 2, and says where it is wrong', () => {
  const changed = (line: number, text: string) => GOOD.map((good, i) => (i === line - 1 ? text : good))
  test.each([
    ['an unknown key', [...GOOD, 'agnets: 5'], 'plan.yaml:8', 'agents'],
    ['a negative number', changed(6, 'agents: -3'), 'plan.yaml:6', '-3'],
    ['a text for a number', changed(3, 'arrivals: { callsPerHour: many }'), 'plan.yaml:3', 'many'],
    ['an unknown line', changed(1, 'line: card-suport'), 'plan.yaml:1', 'card-support'],
    [
      'an unknown queue',
      [
        ...GOOD.slice(0, 3),
        'handleSeconds:',
        '  dirct: { distribution: constant, mean: 1 }',
        ...GOOD.slice(4),
      ],
      'plan.yaml:5',
      'direct',
    ],
    ['an unknown intent', [...GOOD, 'intents: { billing: 1 }'], 'plan.yaml:8', 'intent'],
    [
      'agents who can serve nobody',
      changed(6, 'agents: { groups: [{ name: a, count: 3, skills: [billing] }] }'),
      'plan.yaml:6',
      'direct',
    ],
    ['a warm-up as long as the day', [...GOOD, 'warmupHours: 2'], 'plan.yaml:8', '2'],
    ['no YAML at all', ['line: [direct'], 'plan.yaml:', ''],
  ] as const)('%s', async (_, lines, place, word) => {
    const { status, stdout, stderr } = await simulate(lines)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(place)
    expect(stderr).toContain(word)
    expect(stderr).not.toContain('    at ')
  })

  test('a file that is not there', async () => {
    const { status, stderr } = await holdline(['simulate', 'nowhere.yaml'])
    expect(status).toBe(2)
    expect(stderr).toContain('nowhere.yaml')
  })
})
