import { describe, expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { erlangA, erlangAServiceLevels } from '../../sim/exact/erlang-a.ts'
import { parseScenario } from '../../sim/scenario/read-scenario.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { simulate } from '../../sim/simulate/simulate.ts'
import type { StaffReport } from '../../sim/staffing/report.ts'
import { staff } from '../../sim/staffing/staff.ts'
import { staffTable } from '../../sim/staffing/table.ts'
import { WrongInput } from '../../src/base/wrong-input.ts'
import { direct } from '../../src/call/direct.ts'

/** Two calls a minute, three minutes each, patience of four: six erlangs. */
const STEADY = `
line: direct
durationHours: 11
warmupHours: 1
arrivals: { callsPerHour: 120, intervalMinutes: 660 }
handleSeconds: { distribution: exponential, mean: 180 }
patienceSeconds: { distribution: exponential, mean: 240 }
agents: 1
replications: 60
`
const LOAD = { callsPerHour: 120, handleSeconds: 180, patienceSeconds: 240 }

/** Two hours of quarter-hours that rise and fall steeply, with calls of eight minutes: load lags behind arrivals. */
const RAMP = `
line: direct
durationHours: 2
arrivals:
  intervalMinutes: 15
  callsPerInterval: [20, 40, 80, 80, 40, 20, 10, 10]
handleSeconds: { distribution: exponential, mean: 480 }
patienceSeconds: { distribution: exponential, mean: 300 }
agents: 5
targets: { serviceLevel: { share: 0.8, withinSeconds: 20 } }
replications: 60
`

function scenario(text: string, overrides: Record<string, string> = {}): Scenario {
  return parseScenario(text, 'test.yaml', overrides)
}

let ramp: Promise<StaffReport> | undefined

/** Staffed once, by two threads. */
function staffedRamp(): Promise<StaffReport> {
  ramp ??= staff(scenario(RAMP), direct, { workers: 2 })
  return ramp
}

function agentsOf({ intervals }: StaffReport): number[] {
  return intervals.map(({ agents }) => agents)
}

/** The fewest agents that do by an exact formula. Limits below lie so far from its values that luck decides nothing. */
function fewest(does: (agents: number) => boolean): number {
  let agents = 1
  while (!does(agents)) agents++
  return agents
}

describe('in a steady state a planner gets the number that Erlang A gives', () => {
  const CASES: [string, Record<string, string>, (agents: number) => boolean][] = [
    [
      'for a service level',
      { 'targets.serviceLevel': '{ share: 0.77, withinSeconds: 20 }' },
      agents => erlangAServiceLevels({ ...LOAD, agents }, 20).ofAll >= 0.77,
    ],
    [
      'for abandonment',
      { 'targets.abandonment': '0.06' },
      agents => erlangA({ ...LOAD, agents }).abandonment <= 0.06,
    ],
    [
      'for an occupancy that is not to be exceeded',
      { 'targets.occupancy': '0.68' },
      agents => erlangA({ ...LOAD, agents }).occupancy <= 0.68,
    ],
    [
      // An agent-day has 8 · (1 − 0.2) hours on the phones.
      'for calls per agent and day',
      { 'targets.callsPerAgentDay': '96', shrinkage: '0.2' },
      agents => (120 * (1 - erlangA({ ...LOAD, agents }).abandonment)) / agents <= 96 / 6.4,
    ],
  ]
  test.each(CASES)('%s', async (_, targets, does) => {
    const report = await staff(scenario(STEADY, targets), direct)
    expect(agentsOf(report)).toEqual([fewest(does)])
    expect(report.holds).toBe(true)
    const shrinkage = targets.shrinkage ? 0.2 : 0
    expect(report.agentDays).toBeCloseTo((fewest(does) * 11) / (8 * (1 - shrinkage)), 10)
  })

  test('for all of them together the largest of these', async () => {
    const targets = '{ serviceLevel: { share: 0.77, withinSeconds: 20 }, abandonment: 0.06, occupancy: 0.68 }'
    const report = await staff(scenario(STEADY, { targets }), direct)
    expect(agentsOf(report)).toEqual([9])
    expect(report.targets.map(({ target, holds }) => [target, holds])).toEqual([
      ['serviceLevel', true],
      ['abandonment', true],
      ['occupancy', true],
    ])
  })
})

describe('where the load lags behind arrivals', () => {
  test('every quarter-hour holds on days that the search never saw, as a simulation of them shows', async () => {
    const report = await staffedRamp()
    const again = await simulate({ ...report.scenario, seed: 987 }, direct)
    expect(report.holds).toBe(true)
    for (const { serviceLevel } of again.intervals) expect(serviceLevel!.mean).toBeGreaterThan(0.79)
  })

  test('… with fewer agents than quarter-hours staffed one by one by the formula (SIPP), which knows no lag', async () => {
    const calls = [20, 40, 80, 80, 40, 20, 10, 10]
    const alone = calls.map(count => {
      const load = { callsPerHour: count * 4, handleSeconds: 480, patienceSeconds: 300 }
      let agents = 1
      while (erlangAServiceLevels({ ...load, agents }, 20).ofAll < 0.8) agents++
      return agents
    })
    const total = (agents: readonly number[]): number => agents.reduce((sum, one) => sum + one, 0)
    const found = agentsOf(await staffedRamp())
    expect(total(found)).toBeLessThan(0.95 * total(alone))
    // On the way up most calls are still to come to weigh; on the way down they still do.
    expect(found[1]).toBeLessThan(alone[1]!)
    expect(found[4]).toBeGreaterThan(alone[4]!)
  })

  test('one agent fewer, where the answer says that it matters, fails on the same days', async () => {
    const { scenario: staffed, oneFewer, intervals } = await staffedRamp()
    const at = intervals.findIndex(({ start }) => start === oneFewer!.at)
    const fewer = intervals.map(({ agents }, i) => agents - (i === at ? 1 : 0))
    const { intervals: then } = await simulate({ ...staffed, agents: fewer }, direct)
    const worst = then.find(({ start }) => start === oneFewer!.start)!
    expect(worst.serviceLevel!.mean).toBeCloseTo(oneFewer!.mean!, 12)
    expect(oneFewer!.bound!).toBeLessThan(0.8)
  })

  test('simulating what was found on the seed of the check gives the same results', async () => {
    const report = await staffedRamp()
    const again = await simulate(report.scenario, direct)
    expect(report.seed).toBe(report.checkedOnSeed)
    expect(again.results).toEqual(report.results)
  })

  test('the answer is the same with one thread and with two', async () => {
    const [one, two] = [await staff(scenario(RAMP), direct, { workers: 1 }), await staffedRamp()]
    expect({ ...two, elapsedSeconds: 0 }).toEqual({ ...one, elapsedSeconds: 0 })
  })

  test('a target over the day takes fewer agents than one for every quarter-hour, and leaves none to nobody', async () => {
    const strict = await staffedRamp()
    const daily = await staff(scenario(RAMP, { 'targets.serviceLevel.per': 'day' }), direct)
    expect(daily.holds).toBe(true)
    expect(daily.targets[0]!.worst).toMatchObject({ start: null, queue: null })
    expect(daily.agentDays).toBeLessThan(strict.agentDays)
    expect(daily.results.serviceLevel!.mean).toBeGreaterThan(0.8)
    expect(Math.min(...agentsOf(daily))).toBeGreaterThan(0)
  })
})

describe('groups with skills of their own', () => {
  const GROUPS = `
line: card-support
day: 2026-10-14
durationHours: 2
arrivals: { intervalMinutes: 30, callsPerInterval: [40, 60, 60, 40] }
intents: { billing: 0.5, account: 0.3, rewards: 0.2 }
handleSeconds: { distribution: exponential, mean: 180 }
wrapUpShare: 0.15
patienceSeconds: { distribution: exponential, mean: 180 }
agents:
  groups:
    - { name: billing, count: 3, skills: [billing] }
    - { name: others, count: 3, skills: [account, rewards] }
    - { name: all, count: 2, skills: [billing, account, rewards] }
targets: { serviceLevel: { share: 0.8, withinSeconds: 20 } }
replications: 40
`
  test('are each given a number for every half-hour, and no queue starves', async () => {
    const report = await staff(scenario(GROUPS), cardSupport)
    expect(report.holds).toBe(true)
    for (const { agents, groups } of report.intervals) {
      expect(Object.keys(groups)).toEqual(['billing', 'others', 'all'])
      expect(agents).toBe(Object.values(groups).reduce((sum, count) => sum + count, 0))
    }
    const asked = report.queues.filter(({ name }) => ['billing', 'account', 'rewards'].includes(name))
    for (const { serviceLevel } of asked) expect(serviceLevel!.mean).toBeGreaterThan(0.8)
    expect(staffTable(report, 'groups')).toMatch(/agents +billing +others +all/)
  })
})

describe('what cannot be done is said', () => {
  test('a target that no number of agents keeps: which, and what comes closest', async () => {
    // Two calls an hour for each agent is what even ten times the load leaves to do.
    const report = await staff(
      scenario(STEADY, { 'targets.callsPerAgentDay': '1', 'targets.abandonment': '0.1', replications: '10' }),
      direct,
    )
    expect(report.holds).toBe(false)
    expect(report.targets.map(({ target, holds }) => [target, holds])).toEqual([
      ['abandonment', true],
      ['callsPerAgentDay', false],
    ])
    expect(agentsOf(report)[0]).toBeLessThanOrEqual(report.mostAgents)
    const text = staffTable(report, 'steady')
    expect(text).toContain(`No staffing of up to ${report.mostAgents} agents at a time`)
    expect(text).toMatch(/calls per agent and day of the day: 1\d\.\d, .* \(target 1\.0\)/)
  })

  test('everybody answered at once is a lot of agents, not an endless search', async () => {
    const report = await staff(
      scenario(STEADY, { 'targets.serviceLevel': '{ share: 1, withinSeconds: 0 }', replications: '10' }),
      direct,
    )
    expect(agentsOf(report)[0]).toBeGreaterThan(15)
    expect(agentsOf(report)[0]).toBeLessThanOrEqual(report.mostAgents)
  })

  test('no target at all: which ones there are', async () => {
    await expect(staff(scenario(STEADY), direct)).rejects.toThrow(WrongInput)
    await expect(staff(scenario(STEADY), direct)).rejects.toThrow(
      /serviceLevel.*abandonment, occupancy or callsPer/,
    )
  })

  test('a single day, which says nothing about how days differ', async () => {
    const single = scenario(STEADY, { 'targets.abandonment': '0.05', replications: '1' })
    await expect(staff(single, direct)).rejects.toThrow(/replications is 1, expected at least 2/)
  })
})
