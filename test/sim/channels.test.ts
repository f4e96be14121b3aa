import { describe, expect, test } from 'vitest'
import { erlangA } from '../../sim/exact/erlang-a.ts'
import { erlangC } from '../../sim/exact/erlang-c.ts'
import type { Report } from '../../sim/simulate/simulate.ts'
import { simulate } from '../../sim/simulate/simulate.ts'
import { direct } from '../../src/call/direct.ts'
import { scenarioOf } from './judge.ts'

const exponential = (mean: number) => ({ distribution: 'exponential', mean })

/** Long enough to be steady, with one agent-hour of work in an hour of every five. */
const STEADY = {
  line: 'direct',
  durationHours: 130,
  warmupHours: 10,
  arrivals: { callsPerHour: 0, intervalMinutes: 60 },
  handleSeconds: exponential(180),
  patienceSeconds: 'never',
  agents: 5,
  replications: 20,
}

const MAIL = { itemsPerHour: 80, handleSeconds: exponential(180), withinMinutes: 10 }

const simulated = (keys: object): Promise<Report> =>
  simulate(scenarioOf({ ...STEADY, ...keys }), direct, { workers: 1 })

/** The 95 % interval of a measure, widened to 99.9 %, holds the exact value, and is narrow. */
function expectExact(
  interval: { mean: number; low: number; high: number } | null,
  exact: number,
  width: number,
) {
  expect(interval).not.toBeNull()
  const { mean, low, high } = interval!
  // t of 19 degrees of freedom: 3.883 at 99.9 % and 2.093 at 95 %.
  const half = (((high - low) / 2) * 3.883) / 2.093
  expect(Math.abs(mean - exact)).toBeLessThan(half)
  expect(half / exact).toBeLessThan(width)
}

describe('a channel alone', () => {
  test('is the queue of Erlang C where everybody waits', async () => {
    const { channels } = await simulated({ channels: { mail: MAIL } })
    const exact = erlangC({ callsPerHour: 80, handleSeconds: 180, agents: 5 })
    const [mail] = channels!
    expectExact(mail!.waitSeconds, exact.waitSeconds, 0.13)
    expectExact(mail!.answerSeconds, exact.waitSeconds + 180, 0.06)
    expectExact(mail!.occupancy, 0.8, 0.03)
    // Little's law.
    expectExact(mail!.backlog, (80 / 3_600) * exact.waitSeconds, 0.13)
    expect(mail!.inHand!.mean).toBe(1)
    expect(mail!.abandoned!.mean).toBe(0)
  })

  test('is the queue of Erlang A where who writes leaves in the end', async () => {
    const chat = { ...MAIL, itemsPerHour: 110, patienceSeconds: exponential(120) }
    const { channels, results } = await simulated({ channels: { chat } })
    const exact = erlangA({ callsPerHour: 110, handleSeconds: 180, agents: 5, patienceSeconds: 120 })
    const [measured] = channels!
    expectExact(measured!.waitSeconds, exact.waitSeconds, 0.08)
    expectExact(measured!.occupancy, exact.occupancy, 0.03)
    expect(measured!.abandoned!.mean / measured!.arrived!.mean).toBeCloseTo(exact.abandonment, 2)
    // Other work is work: agents are as busy as with calls.
    expect(results.occupancy!.mean).toBe(measured!.occupancy!.mean)
    expect(results.calls!.mean).toBe(0)
  })

  test('done several at once is a queue whose agents slow down as they say', async () => {
    const chat = { ...MAIL, itemsPerHour: 30, atOnce: 3, slowdown: 0.4, patienceSeconds: exponential(120) }
    const { channels } = await simulated({ agents: 1, channels: { chat } })
    const exact = oneAgent({
      perSecond: 30 / 3_600,
      handleSeconds: 180,
      patienceSeconds: 120,
      atOnce: 3,
      slowdown: 0.4,
    })
    const [measured] = channels!
    expectExact(measured!.backlog, exact.waiting, 0.15)
    expectExact(measured!.inHand, exact.inHand, 0.03)
    expectExact(measured!.occupancy, exact.busy, 0.03)
  })
})

/** One agent with several items in hand, as a birth-and-death process: k at once take 1 + slowdown·(k − 1) times as long each. */
function oneAgent(of: {
  perSecond: number
  handleSeconds: number
  patienceSeconds: number
  atOnce: number
  slowdown: number
}) {
  const weights = [1]
  for (let there = 1; there <= 60; there++) {
    const inHand = Math.min(there, of.atOnce)
    const done = inHand / (of.handleSeconds * (1 + of.slowdown * (inHand - 1)))
    const left = (there - inHand) / of.patienceSeconds
    weights.push((weights[there - 1]! * of.perSecond) / (done + left))
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const mean = (of: (there: number) => number) =>
    weights.reduce((sum, weight, there) => sum + weight * of(there), 0) / total
  const busy = mean(there => (there > 0 ? 1 : 0))
  return {
    busy,
    waiting: mean(there => Math.max(0, there - of.atOnce)),
    inHand: mean(there => Math.min(there, of.atOnce)) / busy,
  }
}

describe('callers and a channel', () => {
  const CALLS = { arrivals: { callsPerHour: 40, intervalMinutes: 60 } }
  const BOTH = erlangC({ callsPerHour: 80, handleSeconds: 180, agents: 5 })
  /** Waits of two classes of which the first goes before the second (Cobham 1954; Kella and Yechiali 1985). */
  const capacity = 5 / 180
  const firstSeconds = BOTH.waitProbability / (capacity - 40 / 3_600)
  const secondSeconds = (firstSeconds * capacity) / (capacity - 80 / 3_600)
  const mail = { ...MAIL, itemsPerHour: 40 }

  test('callers go first: both wait as in a queue with priority', async () => {
    const { channels, results } = await simulated({ ...CALLS, channels: { mail } })
    expectExact(results.waitSeconds, firstSeconds, 0.09)
    expectExact(channels![0]!.waitSeconds, secondSeconds, 0.15)
    expectExact(results.occupancy, 0.8, 0.03)
  })

  test('items go first that are urgent from the beginning', async () => {
    const urgent = { ...mail, urgentMinutes: mail.withinMinutes }
    const { channels, results } = await simulated({ ...CALLS, channels: { urgent } })
    expectExact(channels![0]!.waitSeconds, firstSeconds, 0.09)
    expectExact(results.waitSeconds, secondSeconds, 0.15)
  })

  test('callers feel nothing of work that is put aside for them', async () => {
    const rush = {
      durationHours: 12,
      warmupHours: 0,
      arrivals: {
        callsPerInterval: [20, 60, 90, 110, 100, 80, 70, 90, 110, 80, 50, 20],
        intervalMinutes: 60,
      },
      patienceSeconds: exponential(120),
      replications: 3,
    }
    const alone = await simulated(rush)
    const beside = await simulated({ ...rush, channels: { mail: { ...mail, interruptible: true } } })
    const { occupancy: _, ...felt } = beside.results
    expect(alone.results).toMatchObject(felt)
    expect(beside.channels![0]!.handled!.mean).toBeGreaterThan(300)
    expect(beside.results.occupancy!.mean).toBeGreaterThan(alone.results.occupancy!.mean + 0.2)
    const taken = await simulated({ ...rush, channels: { mail } })
    expect(taken.results.waitSeconds!.mean).toBeGreaterThan(alone.results.waitSeconds!.mean)
  })

  test('agents who must stay available for callers do, until work is overdue', async () => {
    const day = { ...CALLS, durationHours: 24, warmupHours: 0, replications: 4 }
    const kept = await simulated({ ...day, channels: { mail: { ...mail, keepAvailable: 5 } } })
    expect(kept.channels![0]!.handled!.mean).toBe(0)
    expect(kept.channels![0]!.withinTarget!.mean).toBe(0)
    expect(kept.channels![0]!.backlogAtEnd!.mean).toBe(kept.channels![0]!.arrived!.mean)
    const overdue = await simulated({
      ...day,
      channels: { mail: { ...mail, keepAvailable: 5, urgentMinutes: 4 } },
    })
    const [late] = overdue.channels!
    // Whoever is available takes an item the moment that it is urgent, six minutes after it came.
    expect(late!.waitSeconds!.mean).toBeGreaterThanOrEqual(360)
    expect(late!.waitSeconds!.mean).toBeLessThan(420)
    const half = await simulated({ ...day, channels: { mail: { ...mail, keepAvailable: 2 } } })
    const none = await simulated({ ...day, channels: { mail } })
    expect(half.results.waitSeconds!.mean).toBeLessThan(none.results.waitSeconds!.mean)
    expect(half.channels![0]!.waitSeconds!.mean).toBeGreaterThan(none.channels![0]!.waitSeconds!.mean)
  })
})
