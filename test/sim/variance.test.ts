import { describe, expect, test } from 'vitest'
import { draw } from '../../sim/simulate/draw.ts'
import { MEASURES } from '../../sim/simulate/measures.ts'
import { simulate } from '../../sim/simulate/simulate.ts'
import { Controls, controlledInterval } from '../../sim/statistics/controlled.ts'
import { meanInterval } from '../../sim/statistics/interval.ts'
import { nextLook } from '../../sim/statistics/next-look.ts'
import { normalQuantile } from '../../sim/statistics/normal-quantile.ts'
import { pairMeans } from '../../sim/statistics/pairs.ts'
import { planOf } from '../../sim/world/plan.ts'
import { RandomStream } from '../../src/base/random.ts'
import { direct } from '../../src/call/direct.ts'
import { scenarioOf } from './judge.ts'

const EXPERIMENTS = 2_000

const normal = (random: RandomStream): number => normalQuantile(random.next() + 2 ** -33)

/** Days whose measure goes up with how many called: straight, or ever faster; both with luck of their own. */
function days(random: RandomStream, count: number, bend: number): { values: number[]; controls: number[][] } {
  const controls = [0, 0].map(() => Array.from({ length: count }, () => normal(random)))
  const values = Array.from(
    { length: count },
    (_, i) => 10 + 3 * controls[0]![i]! - controls[1]![i]! + bend * controls[0]![i]! ** 2 + normal(random),
  )
  return { values, controls }
}

describe('controls', () => {
  test('by hand: a straight line through five days, read off where the control is 0', () => {
    const control = [-2, -1, 0, 1, 3]
    const values = [1, 3, 5, 7, 11]
    // Every day lies on 5 + 2 · control, so that no day is left to luck; but five days are too few to believe it.
    expect(controlledInterval(values, new Controls([control]))).toEqual(meanInterval(values))
    const many = Array.from({ length: 30 }, (_, i) => control[i % 5]! + i / 100)
    const { mean, low, high } = controlledInterval(
      many.map(x => 5 + 2 * x),
      new Controls([many]),
    )!
    expect([mean, low, high].map(x => Math.round(x * 1e9) / 1e9)).toEqual([5, 5, 5])
  })

  test.each([0, 0.5])('hold the truth 95 times in 100 and make the interval narrower, bent by %d', bend => {
    const random = new RandomStream(21)
    let held = 0
    let width = 0
    let plainWidth = 0
    let sum = 0
    for (let i = 0; i < EXPERIMENTS; i++) {
      const { values, controls } = days(random, 40, bend)
      const { mean, low, high } = controlledInterval(values, new Controls(controls))!
      const plain = meanInterval(values)!
      if (low <= 10 + bend && 10 + bend <= high) held++
      width += high - low
      plainWidth += plain.high - plain.low
      sum += mean
    }
    expect(held / EXPERIMENTS).toBeGreaterThan(0.93)
    expect(held / EXPERIMENTS).toBeLessThan(0.965)
    expect(width).toBeLessThan((bend === 0 ? 0.4 : 0.6) * plainWidth)
    // Without bias: within 3.3 standard deviations of the mean of all experiments.
    expect(Math.abs(sum / EXPERIMENTS - 10 - bend)).toBeLessThan((3.3 * width) / 4 / EXPERIMENTS ** 1.5)
  })

  test('each day is corrected by what the others say, as if they were fitted without it', () => {
    const { values, controls } = days(new RandomStream(22), 25, 2)
    const corrected = values.map((value, left) => {
      const others = values.map((_, i) => i).filter(i => i !== left)
      const slopes = plainSlopes(
        others.map(i => values[i]!),
        controls.map(control => others.map(i => control[i]!)),
      )
      return value - slopes[0]! * controls[0]![left]! - slopes[1]! * controls[1]![left]!
    })
    const { mean } = controlledInterval(values, new Controls(controls))!
    expect(mean).toBeCloseTo(corrected.reduce((sum, value) => sum + value, 0) / 25, 9)
  })

  test('those that never vary, say the same as another or say nothing leave the plain interval', () => {
    const random = new RandomStream(23)
    const { values, controls } = days(random, 60, 0)
    const plain = meanInterval(values)
    const constant = new Array<number>(60).fill(0)
    const luck = Array.from({ length: 60 }, () => normal(random))
    expect(controlledInterval(values, new Controls([constant]))).toEqual(plain)
    expect(controlledInterval(values, new Controls([luck]))).toEqual(plain)
    const twice = controls[0]!.map(value => 2 * value)
    const once = controlledInterval(values, new Controls([controls[0]!]))
    expect(controlledInterval(values, new Controls([controls[0]!, constant, twice]))).toEqual(once)
    expect(once).not.toEqual(plain)
    const undefinedOnce = values.with(7, Number.NaN)
    expect(controlledInterval(undefinedOnce, new Controls(controls))).toEqual(meanInterval(undefinedOnce))
  })
})

/** Slopes of a regression on two controls with a constant, by Cramer's rule. */
function plainSlopes(values: readonly number[], controls: readonly number[][]): number[] {
  const mean = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0) / list.length
  const product = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, each, i) => sum + (each - mean(a)) * (b[i]! - mean(b)), 0)
  const [a, b] = [controls[0]!, controls[1]!]
  const [aa, ab, bb, av, bv] = [
    product(a, a),
    product(a, b),
    product(b, b),
    product(a, values),
    product(b, values),
  ]
  const determinant = aa * bb - ab * ab
  return [(av * bb - bv * ab) / determinant, (bv * aa - av * ab) / determinant]
}

test('pairs of days: their mean, and the one that is defined where the other is not', () => {
  expect([...pairMeans([1, 3, Number.NaN, 4, 5, Number.NaN, Number.NaN, Number.NaN, 8])]).toEqual([
    2,
    4,
    5,
    Number.NaN,
    8,
  ])
})

describe('going on until the interval is narrow enough', () => {
  test('looks seldom: as often as the spread asks, but never at fewer than a quarter more days', () => {
    expect(nextLook(100, 1.01)).toBe(125)
    expect(nextLook(100, 2)).toBe(441)
    expect(nextLook(100, 50)).toBe(800)
    expect(nextLook(64, Infinity)).toBe(512)
  })

  test.each(['normal', 'skewed'])('still holds the truth 95 times in 100 where days are %s', kind => {
    const random = new RandomStream(31)
    let held = 0
    let looks = 0
    for (let i = 0; i < 1_000; i++) {
      const values: number[] = []
      const take = (count: number): void => {
        while (values.length < count)
          values.push(kind === 'normal' ? 1 + normal(random) : -Math.log(1 - random.next()))
      }
      take(64)
      for (;;) {
        looks++
        const { low, high } = meanInterval(values)!
        const excess = (high - low) / 2 / 0.1
        if (excess <= 1) {
          if (low <= 1 && 1 <= high) held++
          break
        }
        take(nextLook(values.length, excess))
      }
    }
    expect(held / 1_000).toBeGreaterThan(0.93)
    expect(held / 1_000).toBeLessThan(0.97)
    expect(looks / 1_000).toBeLessThan(3.5)
  })
})

const KEYS = {
  line: 'direct',
  durationHours: 2,
  arrivals: { callsPerHour: 300, dayVariation: 0.1 },
  handleSeconds: { distribution: 'lognormal', mean: 180, cv: 0.8 },
  patienceSeconds: { distribution: 'exponential', mean: 120 },
  agents: 16,
  replications: 80,
}

const untimed = <T extends object>(report: T): T => ({ ...report, elapsedSeconds: 0 })

describe('simulated days', () => {
  test.each(['antithetic', 'controls', 'both'])(
    '%s: the same on one thread and on two, true, and narrower',
    async variance => {
      const scenario = scenarioOf({ ...KEYS, variance })
      const one = await simulate(scenario, direct, { workers: 1 })
      expect(untimed(await simulate(scenario, direct, { workers: 2 }))).toEqual(untimed(one))
      const plain = await simulate(scenarioOf({ ...KEYS, seed: 5 }), direct, { workers: 1 })
      for (const name of ['serviceLevel', 'abandonment', 'occupancy', 'waitP90Seconds'] as const) {
        const [a, b] = [one.results[name]!, plain.results[name]!]
        expect([name, a.low <= b.high && b.low <= a.high]).toEqual([name, true])
        expect([name, a.high - a.low < 0.75 * (b.high - b.low)]).toEqual([name, true])
      }
    },
  )

  test('the second day of an antithetic pair has many callers where the first has few', async () => {
    const { sample } = await draw(planOf(scenarioOf({ ...KEYS, variance: 'antithetic' }), direct), {
      workers: 1,
    })
    const calls = sample.column(MEASURES.indexOf('calls'))
    let product = 0
    for (let i = 0; i < calls.length; i += 2) product += (calls[i]! - 600) * (calls[i + 1]! - 600)
    // Days alone differ by 600 + 60², so that pairs would by chance give 0 ± 0.16 of this; mirror images nearly −1.
    expect(product / 40 / (600 + 60 ** 2)).toBeLessThan(-0.6)
  })

  test('where the means of controls are not known, days are measured alone', async () => {
    const keys = {
      ...KEYS,
      arrivals: { callsPerHour: 300, bursts: [{ at: '01:00', calls: 20, minutes: 10 }] },
    }
    const { replications, ...plain } = await simulate(scenarioOf({ ...keys, day: '2026-12-14' }), direct, {
      workers: 1,
    })
    const asked = await simulate(scenarioOf({ ...keys, day: '2026-12-14', variance: 'controls' }), direct, {
      workers: 1,
    })
    expect(asked.results).toEqual(plain.results)
    expect(replications).toBe(80)
  })

  test('days in pairs must be even in number', async () => {
    const scenario = scenarioOf({ ...KEYS, variance: 'antithetic', replications: 7 })
    await expect(simulate(scenario, direct)).rejects.toThrow('replications is 7, expected an even number')
  })

  test('go on until the precision is reached, the same on one thread and on two', async () => {
    const precision = [
      { measure: 'serviceLevel', halfWidth: 0.01, isShareOfMean: false },
      { measure: 'waitSeconds', halfWidth: 0.2, isShareOfMean: true },
    ] as const
    const scenario = scenarioOf({ ...KEYS, durationHours: 1, replications: 2 })
    const one = await simulate(scenario, direct, { workers: 1, precision })
    expect(untimed(await simulate(scenario, direct, { workers: 2, precision }))).toEqual(untimed(one))
    const { results, replications } = one
    expect((results.serviceLevel!.high - results.serviceLevel!.low) / 2).toBeLessThanOrEqual(0.01)
    expect(one.precision!.map(({ isReached }) => isReached)).toEqual([true, true])
    expect(one.precision![1]!.reached! * results.waitSeconds!.mean).toBeCloseTo(
      (results.waitSeconds!.high - results.waitSeconds!.low) / 2,
      9,
    )
    expect(replications).toBeGreaterThanOrEqual(64)
    // What is reported is a scenario that gives these very numbers again.
    expect(one.scenario).toMatchObject({ variance: 'controls', replications })
    expect(untimed(await simulate(one.scenario, direct, { workers: 1 })).results).toEqual(results)
  })

  test('stop at the most days, and say that it was not enough; what is not defined has no precision', async () => {
    const precision = [
      { measure: 'waitSeconds', halfWidth: 0.0001, isShareOfMean: true },
      { measure: 'answerSeconds', halfWidth: 1, isShareOfMean: false },
    ] as const
    const scenario = scenarioOf({ ...KEYS, durationHours: 1, agents: 0 })
    const { replications, precision: found } = await simulate(scenario, direct, {
      workers: 1,
      precision,
      most: 90,
    })
    expect(replications).toBe(88)
    expect(found![0]!.reached).toBeGreaterThan(0.0001)
    expect(found![1]!.reached).toBeNull()
    expect(found!.map(({ isReached }) => isReached)).toEqual([false, false])
  })
})
