import { describe, expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { erlangA } from '../../sim/exact/erlang-a.ts'
import type { Report } from '../../sim/simulate/simulate.ts'
import { simulate } from '../../sim/simulate/simulate.ts'
import { reportTable } from '../../sim/simulate/table.ts'
import { direct } from '../../src/call/direct.ts'
import { DIRECT_HOURS, scenarioOf } from './judge.ts'

const simulated = (keys: object, workers = 1): Promise<Report> =>
  simulate(scenarioOf({ ...DIRECT_HOURS, ...keys }), direct, { workers })

/** What must not depend on how it was computed. */
const untimed = (report: Report) => ({ ...report, elapsedSeconds: 0 })

describe('the same scenario', () => {
  test('gives the same results to the last digit on one thread and on two', async () => {
    const scenario = scenarioOf({
      line: 'card-support',
      day: '2026-12-14',
      durationHours: 2,
      arrivals: { callsPerHour: 400, dayVariation: 0.1 },
      handleSeconds: { distribution: 'lognormal', mean: 195, cv: 0.8 },
      patienceSeconds: { distribution: 'exponential', mean: 180 },
      agents: 20,
      replications: 40,
    })
    const one = await simulate(scenario, cardSupport, { workers: 1 })
    const two = await simulate(scenario, cardSupport, { workers: 2 })
    expect(untimed(two)).toEqual(untimed(one))
    expect(one.results.answered!.mean).toBeGreaterThan(300)
  })

  test('gives the same results again, and others with another seed', async () => {
    const first = untimed(await simulated({ seed: 5 }))
    expect(untimed(await simulated({ seed: 5 }))).toEqual(first)
    expect((await simulated({ seed: 6 })).results).not.toEqual(first.results)
  })

  test('tells how far it is, to the last replication', async () => {
    const told: number[] = []
    const onProgress = (done: number) => told.push(done)
    await simulate(scenarioOf({ ...DIRECT_HOURS, replications: 20 }), direct, { workers: 1, onProgress })
    expect(told.length).toBeGreaterThan(1)
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(told.at(-1)).toBe(20)
  })
})

describe('what is counted', () => {
  test('callers who queued were answered or abandoned, in the day, in queues and in intervals alike', async () => {
    const { results, queues, intervals } = await simulated({})
    const mean = (name: 'calls' | 'answered' | 'abandoned') => results[name]!.mean
    expect(mean('answered') + mean('abandoned')).toBeCloseTo(mean('calls'), 9)
    for (const name of ['calls', 'answered', 'abandoned'] as const) {
      expect(queues[0]![name]!.mean).toBeCloseTo(mean(name), 9)
      const sum = intervals.reduce((total, interval) => total + interval[name]!.mean, 0)
      expect(sum).toBeCloseTo(mean(name), 9)
    }
    expect(intervals).toHaveLength(8)
    expect(intervals.map(({ agents, minutes }) => [agents, minutes])).toEqual(new Array(8).fill([45, 30]))
  })

  test('nothing of the warm-up: its calls are in no result', async () => {
    const { results, intervals } = await simulated({ warmupHours: 3 })
    expect(results.calls!.mean).toBeGreaterThan(500)
    expect(results.calls!.mean).toBeLessThan(700)
    expect(intervals.slice(0, 6).map(({ calls }) => calls!.mean)).toEqual(new Array(6).fill(0))
    expect(intervals[0]!.serviceLevel).toBeNull()
    expect(intervals[0]!.occupancy).toBeNull()
  })

  test('wrap-up is work: occupancy is the same whether the handle time is all talk or part wrap-up', async () => {
    const talk = await simulated({ wrapUpShare: 0, patienceSeconds: 'never', agents: 60 })
    const wrapped = await simulated({ wrapUpShare: 0.4, patienceSeconds: 'never', agents: 60 })
    expect(wrapped.results.occupancy!.mean).toBeCloseTo(talk.results.occupancy!.mean, 3)
  })

  test('calls of an agent’s day shrink with the time that agents are off the phones', async () => {
    const plain = await simulated({})
    const shrunk = await simulated({ shrinkage: 0.25, targets: { shiftHours: 10 } })
    const ratio = shrunk.results.callsPerAgentDay!.mean / plain.results.callsPerAgentDay!.mean
    expect(ratio).toBeCloseTo((0.75 * 10) / 8, 9)
  })

  test('days differ in busyness as much as the scenario says', async () => {
    const spread = async (dayVariation: number) => {
      const arrivals = { callsPerHour: 600, dayVariation }
      const { results } = await simulated({ arrivals, replications: 100, durationHours: 1 })
      const { mean, low, high } = results.calls!
      // Student's t with 99 degrees of freedom is 1.984.
      return ((high - low) / 2 / 1.984) * (10 / mean)
    }
    expect(await spread(0)).toBeCloseTo(Math.sqrt(1 / 600), 2)
    expect(await spread(0.3)).toBeCloseTo(Math.sqrt(1 / 600 + 0.09), 1)
  })
})

test('one replication takes its intervals from batches of its own day, and they hold the exact value', async () => {
  const { results, intervals } = await simulated({ replications: 1, durationHours: 250, warmupHours: 2 })
  const exact = erlangA({ callsPerHour: 600, handleSeconds: 270, patienceSeconds: 180, agents: 45 })
  for (const measure of ['abandonment', 'waitSeconds', 'occupancy'] as const) {
    const { mean, low, high } = results[measure]!
    expect(low).toBeLessThan(exact[measure])
    expect(high).toBeGreaterThan(exact[measure])
    expect((high - low) / mean).toBeLessThan(0.2)
  }
  expect(results.calls!.mean).toBeGreaterThan(140_000)
  expect(intervals[10]!.calls!.high).toBe(Infinity)
})

test('the report fits a screen, a line for each interval and the day, and says what was not defined', async () => {
  const text = reportTable(
    await simulated({ arrivals: { callsPerInterval: [300, 0], intervalMinutes: 120 } }),
  )
  const lines = text.split('\n')
  expect(lines[0]).toMatch(/^direct · 4 days simulated in [\d.]+ s$/)
  expect(lines.filter(line => /^\d\d:00 /.test(line))).toHaveLength(2)
  expect(lines.find(line => line.startsWith('02:00'))).toContain('–')
  expect(lines.find(line => line.startsWith('day'))).toMatch(/\d+\.\d % ±\d/)
  for (const line of lines) expect(line.length).toBeLessThan(110)
})
