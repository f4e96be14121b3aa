import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { holdline } from './in-process.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'holdline-staff-'))
afterAll(() => {
  process.chdir(root)
  rmSync(folder, { recursive: true })
})

const SMALL = `
line: direct
day: 2026-12-14
startHour: 8
durationHours: 2
arrivals: { intervalMinutes: 30, callsPerInterval: [30, 60, 60, 30] }
handleSeconds: { distribution: exponential, mean: 180 }
patienceSeconds: { distribution: exponential, mean: 180 }
agents: 3
targets: { serviceLevel: { share: 0.8, withinSeconds: 20 }, occupancy: 0.9 }
replications: 40
`

beforeAll(() => {
  writeFileSync(join(folder, 'small.yaml'), SMALL)
  process.chdir(folder)
})

describe('a planner staffs a scenario', () => {
  test('the answer fits a screen: agents by half-hour, how sure they are, where they are tight', () => {
    const typed = [join(root, 'src/holdline.js'), 'staff', 'small.yaml', '--out', 'staffed.yaml']
    const { status, stdout, stderr } = spawnSync(process.execPath, typed, { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(
      /^small · Monday 14 December 2026 · \d+ calls · [\d,]+ days simulated in [\d.]+ s\n/,
    )
    expect(stdout).toMatch(/\n08:30 +\d+ +\d+ +\d/)
    expect(stdout).toContain(
      'Every half-hour holds 80 % answered in 20 s and at most 90 % occupancy: with 95 %',
    )
    expect(stdout).toMatch(/Tightest: (service level|occupancy) at \d\d:\d\d: /)
    expect(stdout.split('\n').length).toBeLessThan(24)
  })

  test('--out holds the agents, for simulate to find the targets kept', async () => {
    const text = readFileSync(join(folder, 'staffed.yaml'), 'utf8')
    const seed = /checked on seed (\d+)/.exec(text)?.[1]
    const { status, stdout } = await holdline(['simulate', 'staffed.yaml', '--seed', seed ?? '', '--json'])
    expect(status).toBe(0)
    for (const { serviceLevel, occupancy } of JSON.parse(stdout).intervals) {
      expect(serviceLevel.mean).toBeGreaterThan(0.8)
      expect(occupancy.mean).toBeLessThan(0.9)
    }
  })

  test('--json says it all, and is the same whatever the number of workers', async () => {
    const by = async (workers: string) => {
      const { status, stdout } = await holdline(['staff', 'small.yaml', '--json', '--workers', workers])
      expect(status).toBe(0)
      return { ...JSON.parse(stdout), elapsedSeconds: 0 }
    }
    const [one, two] = [await by('1'), await by('2')]
    expect(two).toEqual(one)
    expect(one).toMatchObject({
      holds: true,
      replications: 40,
      agentDays: expect.any(Number),
      targets: [
        { target: 'serviceLevel', limit: 0.8, withinSeconds: 20, per: 'interval', holds: true },
        { target: 'occupancy', limit: 0.9, per: 'interval', holds: true },
      ],
    })
    expect(one.checkedOnSeed).toBeGreaterThan(1)
    for (const { agents, groups } of one.intervals) expect(groups).toEqual({ agents })
  })

  test('a target that cannot be met ends with 1, and what comes closest', async () => {
    const { status, stdout } = await holdline([
      'staff',
      'small.yaml',
      '--replications',
      '8',
      '--set',
      'targets={ callsPerAgentDay: 1 }',
    ])
    expect(status).toBe(1)
    expect(stdout).toContain('was found to hold at most 1 calls per agent')
    expect(stdout).toContain('What comes closest is above')
  })

  test('a scenario without targets cannot be staffed, and is told which there are', async () => {
    const { status, stderr, stdout } = await holdline(['staff', 'small.yaml', '--set', 'targets={}'])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain('add targets: { serviceLevel: { share: 0.8, withinSeconds: 20 } }')
  })
})
