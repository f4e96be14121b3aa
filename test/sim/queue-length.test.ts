import { expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { simulate } from '../../sim/simulate/simulate.ts'
import { Day } from '../../sim/world/day.ts'
import { planOf } from '../../sim/world/plan.ts'
import { MEASURED_MS, QUEUED, WAITING_MS, WIDTH } from '../../sim/world/tally/tally.ts'
import { direct } from '../../src/call/direct.ts'
import { clinic } from './clinic.ts'
import { scenarioOf } from './judge.ts'
import { SpiedDay } from './spied-day.ts'

const LINE = clinic()

/** Two hours with far too few agents; nobody rings in the last. */
const RUSH = scenarioOf({
  line: 'card-support',
  day: '2026-12-14',
  durationHours: 3,
  arrivals: { callsPerInterval: [200, 350, 50, 0, 0, 0] },
  intents: { billing: 0.5, account: 0.3, rewards: 0.2 },
  handleSeconds: { distribution: 'lognormal', mean: 195, cv: 0.8 },
  patienceSeconds: { distribution: 'exponential', mean: 180 },
  agents: 24,
})

/** Columns of the intervals, or of the queues, of the first day of a scenario. */
function tallied(scenario: ReturnType<typeof scenarioOf>, line = cardSupport) {
  const plan = planOf(scenario, line)
  const { tally } = dayOf(plan)
  const column = (from: number, count: number, which: number) =>
    Array.from({ length: count }, (_, i) => tally.cells[(from + i) * WIDTH + which]!)
  return {
    ofIntervals: (which: number) => column(0, tally.intervals, which),
    ofQueues: (which: number) => column(tally.intervals, tally.queues, which),
  }
}

function dayOf(plan: ReturnType<typeof planOf>): Day {
  const day = new Day(plan)
  day.run(plan.scenario.seed, 0)
  return day
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

test('the time that callers wait is that for which the queues held them, by interval and by queue', () => {
  const { ofIntervals, ofQueues } = tallied(RUSH)
  const spied = new SpiedDay(RUSH, cardSupport).run()
  expect(sum(ofIntervals(WAITING_MS))).toBe(spied.waitingMs)
  expect(sum(ofQueues(WAITING_MS))).toBe(spied.waitingMs)
  // Waits that began in one interval and end in the next count where they were waited.
  const [first, second, third, ...quiet] = ofIntervals(WAITING_MS)
  expect(second! > first! && first! > 0 && second! > third! && third! > 0).toBe(true)
  expect(sum(quiet)).toBe(0)
  expect(ofIntervals(MEASURED_MS)).toEqual(new Array(6).fill(1_800_000))
})

test('a wait that began in the warm-up, or outlasts the day, counts for the part between', () => {
  const warm = scenarioOf({ ...RUSH, warmupHours: 0.75, durationHours: 1, arrivals: { callsPerHour: 500 } })
  const { ofIntervals, ofQueues } = tallied(warm)
  expect(ofIntervals(MEASURED_MS)).toEqual([0, 900_000])
  const [before, after] = ofIntervals(WAITING_MS)
  expect(before).toBe(0)
  expect(sum(ofQueues(WAITING_MS))).toBe(after)
  const { callers } = new SpiedDay(warm, cardSupport).run()
  const [fromMs, untilMs] = [
    planOf(warm, cardSupport).startMs + 2_700_000,
    planOf(warm, cardSupport).startMs + 3_600_000,
  ]
  const waited = callers
    .filter(({ queuedMs }) => queuedMs >= 0)
    .map(({ queuedMs, endedMs, answeredMs }) => {
      const overMs = answeredMs >= 0 ? answeredMs : endedMs
      return Math.max(0, Math.min(overMs, untilMs) - Math.max(queuedMs, fromMs))
    })
  expect(after).toBe(sum(waited))
})

const NOBODY_THERE = {
  line: 'clinic',
  durationHours: 2,
  arrivals: { callsPerHour: 60 },
  handleSeconds: { distribution: 'exponential', mean: 180 },
  patienceSeconds: 'never',
  agents: 0,
  readingErrors: 0,
  silence: 0,
}

test('whoever keeps the place, or leaves a message, waits on the line no more', () => {
  const meanWaitSeconds = (keys: Readonly<Record<string, unknown>>) => {
    const { ofIntervals } = tallied(scenarioOf({ ...NOBODY_THERE, ...keys }), LINE)
    return sum(ofIntervals(WAITING_MS)) / sum(ofIntervals(QUEUED)) / 1_000
  }
  expect(meanWaitSeconds({})).toBeGreaterThan(2_000)
  expect(meanWaitSeconds({ voicemailAcceptance: 1 })).toBeLessThan(120)
  expect(meanWaitSeconds({ callbackAcceptance: 1 })).toBeLessThan(120)
})

test('a report says how many wait on average: arrivals a second times the mean wait', async () => {
  const hours = { durationHours: 4, warmupHours: 1, arrivals: { callsPerHour: 600 }, agents: 45 }
  const scenario = scenarioOf({
    ...hours,
    line: 'direct',
    handleSeconds: { distribution: 'exponential', mean: 270 },
    patienceSeconds: { distribution: 'exponential', mean: 180 },
    replications: 8,
  })
  const { results, queues, intervals } = await simulate(scenario, direct, { workers: 1 })
  const byLittle = (results.calls!.mean / (3 * 3_600)) * results.waitSeconds!.mean
  expect(results.queueLength!.mean / byLittle).toBeCloseTo(1, 1)
  expect(queues[0]!.queueLength).toEqual(results.queueLength)
  expect(intervals[0]!.queueLength).toBeNull()
})
