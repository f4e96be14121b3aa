import { describe, expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { compare } from '../../sim/simulate/compare.ts'
import { comparisonTable } from '../../sim/simulate/comparison-table.ts'
import { simulate } from '../../sim/simulate/simulate.ts'
import { direct } from '../../src/call/direct.ts'
import { scenarioOf } from './judge.ts'

const KEYS = {
  line: 'direct',
  durationHours: 3,
  arrivals: { callsPerHour: 300, dayVariation: 0.1 },
  handleSeconds: { distribution: 'lognormal', mean: 180, cv: 0.8 },
  patienceSeconds: { distribution: 'exponential', mean: 120 },
  agents: 16,
  replications: 40,
}

const compared = (keys: object, other: object, options = {}) =>
  compare(
    { scenario: scenarioOf({ ...KEYS, ...keys }), line: direct },
    { scenario: scenarioOf({ ...KEYS, ...other }), line: direct },
    { workers: 1, ...options },
  )

const width = ({ low, high }: { low: number; high: number }): number => high - low

describe('two scenarios compared', () => {
  test('a scenario and itself: no change at all, in no day, queue or interval', async () => {
    const { against } = await compared({}, { seed: 9, replications: 5 })
    const { results, queues, intervals } = against.change
    for (const cell of [results, ...queues, ...intervals]) {
      for (const name of ['calls', 'serviceLevel', 'waitP90Seconds'] as const) {
        expect(cell[name]).toEqual({ mean: 0, low: 0, high: 0 })
      }
    }
    expect(intervals.map(({ start }) => start)).toEqual(against.intervals.map(({ start }) => start))
    expect(against.scenario).toMatchObject({ seed: 1, replications: 40 })
  })

  test('one agent more: the change is that of the means, and far better known than either', async () => {
    const { results, against } = await compared({}, { agents: 17 })
    const alone = await simulate(scenarioOf({ ...KEYS, agents: 17 }), direct, { workers: 1 })
    expect(against.results).toEqual(alone.results)
    for (const name of ['serviceLevel', 'abandonment', 'waitSeconds', 'occupancy'] as const) {
      const [before, after, change] = [results[name]!, against.results[name]!, against.change.results[name]!]
      expect(change.mean).toBeCloseTo(after.mean - before.mean, 9)
      expect([name, width(change) < 0.5 * Math.hypot(width(before), width(after))]).toEqual([name, true])
      expect([name, change.low > 0 || change.high < 0]).toEqual([name, true])
    }
    expect(against.change.results.calls).toEqual({ mean: 0, low: 0, high: 0 })
  })

  test('the same on one thread and on two, with controls and a wanted precision', async () => {
    const precision = [{ measure: 'serviceLevel', halfWidth: 0.02, isShareOfMean: false }] as const
    const untimed = async (workers: number) => {
      const report = await compared({}, { agents: 17 }, { precision, workers })
      return { ...report, elapsedSeconds: 0 }
    }
    const one = await untimed(1)
    expect(await untimed(2)).toEqual(one)
    expect(one.against.scenario).toMatchObject({ variance: 'controls', replications: one.replications })
  })

  test('only the queues and intervals that both have', async () => {
    const { queues, against } = await compare(
      { scenario: scenarioOf(KEYS), line: direct },
      {
        scenario: scenarioOf({
          ...KEYS,
          line: 'card-support',
          day: '2026-12-14',
          durationHours: 1,
          arrivals: { callsPerHour: 300, intervalMinutes: 60 },
        }),
        line: cardSupport,
      },
      { workers: 1 },
    )
    expect(queues).toHaveLength(1)
    expect(against.queues.length).toBeGreaterThan(1)
    expect([against.change.queues, against.change.intervals]).toEqual([[], []])
    expect(against.change.results.occupancy!.mean).toBeCloseTo(
      against.results.occupancy!.mean -
        (await simulate(scenarioOf(KEYS), direct, { workers: 1 })).results.occupancy!.mean,
      9,
    )
  })

  test('what a change costs, where both say what things cost', async () => {
    const costs = { wagePerHour: 20, lostCaller: 5 }
    const report = await compared({ costs }, { costs, agents: 17 })
    const { cost, against } = report
    expect(against.change.cost!.wages!.mean).toBeCloseTo(20 * 3, 6)
    expect(against.change.cost!.total!.mean).toBeCloseTo(against.cost!.total!.mean - cost!.total!.mean, 6)
    expect(comparisonTable(report).find(line => line.startsWith('cost'))).toContain('±')
    const without = await compared({ costs }, {})
    expect(without.against.change.cost).toBeUndefined()
  })

  test('one day alone cannot be compared', async () => {
    await expect(compared({ replications: 1 }, {})).rejects.toThrow(
      'replications is 1, expected at least 2 to compare',
    )
  })

  test('a planner reads both and the change, side by side', async () => {
    const table = comparisonTable(await compared({}, { agents: 17 }))
    expect(table[1]).toMatch(/^against the other +this +other +change$/)
    expect(table.find(line => line.startsWith('service level'))).toMatch(
      /% {2,}[\d.]+ % {2,}\+\d+\.\d\d ±\d\.\d\d %$/,
    )
    for (const line of table) expect(line.length).toBeLessThan(112)
  })
})
