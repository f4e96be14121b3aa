import { describe, expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { fitBusyness } from '../../sim/fit/busyness.ts'
import { simulate } from '../../sim/simulate/simulate.ts'
import { Arrivals } from '../../sim/world/arrivals/arrivals.ts'
import type { Plan } from '../../sim/world/plan.ts'
import { planOf } from '../../sim/world/plan.ts'
import { NEVER_MS } from '../../src/base/units.ts'
import { direct } from '../../src/call/direct.ts'
import { momentMs } from '../../src/line/zone.ts'
import { scenarioOf } from './judge.ts'
import { SpiedDay } from './spied-day.ts'

const DIRECT = {
  line: 'direct',
  day: '2026-12-14',
  startHour: 8,
  durationHours: 4,
  handleSeconds: { distribution: 'exponential', mean: 270 },
  patienceSeconds: { distribution: 'exponential', mean: 180 },
  agents: 45,
}

const planned = (arrivals: object, more: object = {}): Plan =>
  planOf(scenarioOf({ ...DIRECT, arrivals, ...more }), direct)

interface Ringing {
  readonly atMs: number
  readonly number: number
  readonly intent: number
}

function callersOf(plan: Plan, replication = 0, fromMs = plan.startMs): Ringing[] {
  const arrivals = new Arrivals(plan)
  arrivals.begin(plan.scenario.seed, replication, fromMs)
  const callers: Ringing[] = []
  for (let atMs = arrivals.next(); atMs !== NEVER_MS; atMs = arrivals.next())
    callers.push({ atMs, number: arrivals.number, intent: arrivals.intent })
  return callers
}

/** Calls in each interval of many days. */
function countsOf(plan: Plan, days: number): number[][] {
  return Array.from({ length: days }, (_, replication) => {
    const counts = new Array<number>(plan.intervals).fill(0)
    for (const { atMs } of callersOf(plan, replication))
      counts[Math.floor((atMs - plan.startMs) / plan.intervalMs)]!++
    return counts
  })
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const covariance = (a: readonly number[], b: readonly number[]) => {
  const [meanA, meanB] = [mean(a), mean(b)]
  return mean(a.map((value, i) => (value - meanA) * (b[i]! - meanB)))
}
const column = (rows: readonly (readonly number[])[], i: number) => rows.map(row => row[i]!)

describe('how busy intervals are', () => {
  const CALLS = 400
  const DAYS = 3_000

  test('has the spread and the correlation that the scenario says, at every distance', () => {
    const plan = planned({
      callsPerHour: 2 * CALLS,
      intervalVariation: 0.3,
      intervalCorrelation: 0.6,
    })
    const days = countsOf(plan, DAYS)
    const v = Math.log1p(0.3 ** 2)
    const rho = Math.log1p(0.6 * 0.3 ** 2) / v
    for (let i = 0; i < plan.intervals; i++) {
      expect(Math.abs(mean(column(days, i)) / CALLS - 1)).toBeLessThan(0.02)
      const beyondChance = (covariance(column(days, i), column(days, i)) - CALLS) / CALLS ** 2
      expect(Math.abs(beyondChance / 0.3 ** 2 - 1)).toBeLessThan(0.12)
    }
    for (const apart of [1, 2, 5]) {
      const exact = (Math.exp(v * rho ** apart) - 1) / 0.3 ** 2
      const found = covariance(column(days, 1), column(days, 1 + apart)) / CALLS ** 2 / 0.3 ** 2
      expect(Math.abs(found - exact)).toBeLessThan(0.08)
    }
    // Neighbours are correlated by 0.6 itself.
    expect((Math.exp(v * rho) - 1) / 0.3 ** 2).toBeCloseTo(0.6, 12)
  })

  test('multiplies with how busy the day is: intervals without correlation of their own share the day’s', () => {
    const plan = planned({ callsPerHour: 2 * CALLS, dayVariation: 0.2, intervalVariation: 0.3 })
    const days = countsOf(plan, DAYS)
    const spread = (covariance(column(days, 2), column(days, 2)) - CALLS) / CALLS ** 2
    expect(Math.abs(spread / (1.04 * 1.09 - 1) - 1)).toBeLessThan(0.12)
    const shared = covariance(column(days, 2), column(days, 6)) / CALLS ** 2
    expect(Math.abs(shared / 0.04 - 1)).toBeLessThan(0.2)
  })

  test('is the same on a day that is entered late', () => {
    const plan = planned({ callsPerHour: 1e6, intervalVariation: 0.5, intervalCorrelation: 0.5 })
    const whole = countsOf(plan, 1)[0]!
    const late = callersOf(plan, 0, plan.startMs + 4 * plan.intervalMs)
    expect(Math.abs(late.length / whole.slice(4).reduce((sum, calls) => sum + calls) - 1)).toBeLessThan(0.005)
  })

  test('days after the first are busy each in their own way', () => {
    const plan = planned(
      { callsPerHour: 200, intervalMinutes: 1_440, dayVariation: 0.4 },
      { durationHours: 48, startHour: 0 },
    )
    const days = countsOf(plan, 2_000)
    expect(Math.abs(covariance(column(days, 0), column(days, 1)) / 4_800 ** 2)).toBeLessThan(0.015)
    for (const day of [0, 1]) {
      const spread = covariance(column(days, day), column(days, day)) / 4_800 ** 2
      expect(Math.abs(spread / 0.16 - 1)).toBeLessThan(0.12)
    }
  })
})

describe('fit finds again how busy days and intervals are', () => {
  const busyness = (keys: object, days: number) =>
    fitBusyness(countsOf(planned({ callsPerHour: 160, ...keys }, { startHour: 8, durationHours: 14 }), days))

  test('each by itself, and how neighbours go together', () => {
    const found = busyness({ dayVariation: 0.2, intervalVariation: 0.3, intervalCorrelation: 0.6 }, 200)!
    expect(Math.abs(found.dayVariation - 0.2)).toBeLessThan(0.04)
    expect(Math.abs(found.intervalVariation - 0.3)).toBeLessThan(0.04)
    expect(Math.abs(found.intervalCorrelation - 0.6)).toBeLessThan(0.11)
  })

  test('also where intervals go each their own way', () => {
    const found = busyness({ intervalVariation: 0.4 }, 60)!
    expect(found.dayVariation).toBeLessThan(0.1)
    expect(Math.abs(found.intervalVariation - 0.4)).toBeLessThan(0.06)
    expect(found.intervalCorrelation).toBeLessThan(0.21)
  })

  test('and says nothing where intervals only follow their day, or days are few', () => {
    expect(busyness({ dayVariation: 0.2 }, 60)).toBeUndefined()
    expect(busyness({ intervalVariation: 0.4 }, 9)).toBeUndefined()
  })
})

describe('days of the calendar', () => {
  test('special days and weekdays have their factors, by the date on the line’s own clock', () => {
    const plan = planned(
      {
        callsPerHour: 60,
        intervalMinutes: 1_440,
        weekdays: { saturday: 0.5, sunday: 0 },
        specialDays: { '2026-12-24': 1.5, '2026-12-26': 3 },
      },
      { day: '2026-12-23', startHour: 0, durationHours: 6 * 24 },
    )
    const perDay = plan.ratePerMs.map(rate => Math.round(rate * 86_400_000))
    expect(perDay).toEqual([1_440, 2_160, 1_440, 2_160, 0, 1_440])
  })

  test('a list that repeats begins at midnight, whenever the scenario begins', () => {
    const callsPerInterval = Array.from({ length: 24 }, (_, hour) => hour)
    const plan = planned(
      { callsPerInterval, intervalMinutes: 60, repeats: 'day' },
      { startHour: 22, durationHours: 28 },
    )
    const perHour = plan.ratePerMs.map(rate => Math.round(rate * 3_600_000))
    expect(perHour).toEqual([22, 23, ...callsPerInterval, 0, 1])
  })

  test('a week that repeats begins on Monday, and keeps to the clock over the end of summer time', () => {
    const callsPerInterval = Array.from({ length: 7 * 24 }, (_, hour) => hour)
    const scenario = scenarioOf({
      line: 'card-support',
      day: '2026-10-31',
      startHour: 0,
      durationHours: 49,
      arrivals: { callsPerInterval, intervalMinutes: 60, repeats: 'week' },
      handleSeconds: { distribution: 'exponential', mean: 60 },
      patienceSeconds: 'never',
      agents: 1,
    })
    const plan = planOf(scenario, cardSupport)
    const perHour = plan.ratePerMs.map(rate => Math.round(rate * 3_600_000))
    expect(cardSupport.definition.timeZone).toBe('America/New_York')
    // The clock shows one o'clock twice on Sunday, 1 November.
    expect(perHour.slice(24, 28)).toEqual([144, 145, 145, 146])
    expect(perHour.at(-1)).toBe(167)
  })
})

describe('a burst', () => {
  const MAILING = { at: '10:00', calls: 3_000, minutes: 20 }
  const tenMs = momentMs(direct.definition.timeZone, '2026-12-14T10:00')

  test('brings its calls from its start on, most of them at once', () => {
    const plan = planned({ callsPerHour: 0, bursts: [MAILING] })
    const callers = callersOf(plan)
    expect(Math.abs(callers.length - 3_000)).toBeLessThan(4 * Math.sqrt(3_000))
    const shares = callers.map(({ atMs }) => (atMs - tenMs) / (20 * 60_000))
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...shares)).toBeLessThan(1)
    // Of a rate that falls in a straight line, 1 − (1 − t)² have come by t: three quarters by half of the time.
    for (const [t, exact] of [
      [0.1, 0.19],
      [0.5, 0.75],
      [0.9, 0.99],
    ] as const) {
      const found = shares.filter(share => share < t).length / shares.length
      expect(Math.abs(found - exact)).toBeLessThan(0.03)
    }
  })

  test('changes nothing about all other callers: not when they ring, nor what they are like', () => {
    const plain = callersOf(planned({ callsPerHour: 600, dayVariation: 0.2 }))
    const busy = callersOf(planned({ callsPerHour: 600, dayVariation: 0.2, bursts: [MAILING] }))
    const others = busy.filter(({ number }) => number <= plain.length)
    expect(others).toEqual(plain)
    expect(busy.length).toBeGreaterThan(plain.length + 2_500)
    expect(busy.map(({ atMs }) => atMs)).toEqual(busy.map(({ atMs }) => atMs).toSorted((a, b) => a - b))
    expect(new Set(busy.map(({ number }) => number)).size).toBe(busy.length)
  })

  test('may bring more one time than another', () => {
    const totals = (variation: number) => {
      const plan = planned({ callsPerHour: 0, bursts: [{ ...MAILING, calls: 300, variation }] })
      return Array.from({ length: 600 }, (_, replication) => callersOf(plan, replication).length)
    }
    const beyondChance = (counts: number[]) => (covariance(counts, counts) - mean(counts)) / mean(counts) ** 2
    expect(Math.abs(beyondChance(totals(0)))).toBeLessThan(0.002)
    expect(Math.abs(beyondChance(totals(0.5)) / 0.25 - 1)).toBeLessThan(0.2)
  })

  test('counts among the calls expected of the intervals that it touches', () => {
    const plan = planned({ callsPerHour: 60, bursts: [{ ...MAILING, at: '09:50' }] })
    const expected = plan.ratePerMs.map(rate => rate * plan.intervalMs)
    expect(expected.map(calls => Math.round(calls))).toEqual([30, 30, 30, 2_280, 780, 30, 30, 30])
  })

  test('ends with the day', () => {
    const plan = planned({ callsPerHour: 0, bursts: [{ ...MAILING, at: '11:50' }] })
    const callers = callersOf(plan)
    expect(Math.abs(callers.length / (0.75 * 3_000) - 1)).toBeLessThan(0.08)
    expect(callers.at(-1)!.atMs).toBeLessThan(plan.startMs + plan.durationMs)
  })

  test('callers of a mailing about rewards ask for rewards, and wait where those wait', () => {
    const { callers } = new SpiedDay(
      scenarioOf({
        line: 'card-support',
        day: '2026-12-14',
        startHour: 9.75,
        durationHours: 0.5,
        arrivals: { callsPerHour: 0, bursts: [{ ...MAILING, calls: 60, intent: 'rewards' }] },
        intents: { billing: 1 },
        readingErrors: 0,
        silence: 0,
        handleSeconds: { distribution: 'exponential', mean: 60 },
        patienceSeconds: 'never',
        agents: 50,
      }),
      cardSupport,
    ).run()
    expect(callers.length).toBeGreaterThan(20)
    expect(new Set(callers.map(({ queue }) => queue))).toEqual(new Set(['rewards']))
  })

  test('may bring callers of a kind of their own, and nobody else is of it', () => {
    const kinds = (kind: object) => {
      const keys = {
        ...DIRECT,
        arrivals: { callsPerHour: 100, bursts: [{ ...MAILING, calls: 200, ...kind }] },
        agents: 0,
        callers: [
          { name: 'anybody', share: 1, patienceSeconds: { distribution: 'constant', mean: 100 } },
          { name: 'mailed', share: 0, patienceSeconds: { distribution: 'constant', mean: 7 } },
        ],
      }
      const { callers } = new SpiedDay(scenarioOf(keys), direct).run()
      return callers.filter(({ abandonedMs, queuedMs }) => abandonedMs - queuedMs === 7_000).length
    }
    expect(kinds({})).toBe(0)
    expect(Math.abs(kinds({ kind: 'mailed' }) - 200)).toBeLessThan(60)
  })

  test('is seen where it falls: service is worse then, and as it was before', async () => {
    const report = (bursts: object) =>
      simulate(
        scenarioOf({ ...DIRECT, arrivals: { callsPerHour: 500, ...bursts }, replications: 5 }),
        direct,
        { workers: 1 },
      )
    const [plain, busy] = [await report({}), await report({ bursts: [{ ...MAILING, calls: 300 }] })]
    const levels = ({ intervals }: typeof plain) => intervals.map(({ serviceLevel }) => serviceLevel!.mean)
    expect(levels(busy).slice(0, 3)).toEqual(levels(plain).slice(0, 3))
    expect(levels(busy)[4]).toBeLessThan(levels(plain)[4]! - 0.2)
  })
})

describe('arrivals that do not fit are refused, with what would be right', () => {
  test.each([
    [{ callsPerHour: 1, repeats: 'day' }, /repeats without callsPerInterval/],
    [{ callsPerHour: 1, intervalCorrelation: 0.5 }, /intervalCorrelation without intervalVariation/],
    [{ callsPerHour: 1, intervalCorrelation: 1, intervalVariation: 1 }, /at most 0.99/],
    [{ callsPerInterval: [1, 2], repeats: 'day' }, /got 2 entries, expected 48.*a day of 30 minutes/],
    [{ callsPerInterval: [1], repeats: 'week', intervalMinutes: 50 }, /minutes that divide a day/],
    [{ callsPerInterval: [1, 2], intervalMinutes: 720, repeats: 'day' }, /got a start at 08:00/],
    [
      { callsPerHour: 1, weekdays: { satruday: 2 } },
      /got an unknown key "satruday", expected one of monday, .*did you mean saturday?/,
    ],
    [
      { callsPerHour: 1, specialDays: { '2026-02-30': 2 } },
      /got "2026-02-30", expected a key that is a day of the calendar, YYYY-MM-DD/,
    ],
    [{ callsPerHour: 1, bursts: [{ at: '25:00', calls: 1, minutes: 1 }] }, /clock time from 00:00 to 23:59/],
    [
      { callsPerHour: 1, bursts: [{ at: '07:00', calls: 1, minutes: 1 }] },
      /bursts.0.at: got 07:00, expected a time that is simulated, from 2026-12-14 08:00 to 2026-12-14 12:00/,
    ],
    [
      { callsPerHour: 1, bursts: [{ at: '10:00', day: '2026-12-25', calls: 1, minutes: 1 }] },
      /got 10:00 on 2026-12-25/,
    ],
    [
      { callsPerHour: 1, bursts: [{ at: '10:00', calls: 1, minutes: 1, kind: 'x' }] },
      /bursts.0.kind: got "x", expected one of the kinds of callers, of which the scenario has none/,
    ],
    [
      { callsPerHour: 1, bursts: [{ at: '10:00', calls: 1, minutes: 1, intent: 'x' }] },
      /bursts.0.intent: got x, but line direct declares no intent/,
    ],
  ])('%j', (arrivals, message) => {
    expect(() => planned(arrivals)).toThrow(message)
  })
})
