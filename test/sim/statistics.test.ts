import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { batchMeansInterval } from '../../sim/statistics/batch-means.ts'
import {
  type Interval,
  meanInterval,
  oneSidedHigh,
  oneSidedLow,
  pairedInterval,
} from '../../sim/statistics/interval.ts'
import { normalQuantile } from '../../sim/statistics/normal-quantile.ts'
import { ratios } from '../../sim/statistics/ratio.ts'
import { Running } from '../../sim/statistics/running.ts'
import { tQuantile } from '../../sim/statistics/t-quantile.ts'
import { RandomStream } from '../../src/base/random.ts'

const REPEATS = 2_000

describe("Student's t", () => {
  test.each([
    // Abramowitz and Stegun, table 26.10.
    [0.975, 1, 12.706],
    [0.975, 9, 2.262],
    [0.95, 30, 1.697],
    [0.995, 5, 4.032],
    [0.9995, 120, 3.373],
  ])('quantile at %d with %d degrees of freedom', (probability, freedom, value) => {
    expect(tQuantile(probability, freedom)).toBeCloseTo(value, 3)
    expect(tQuantile(probability, freedom)).toBe(tQuantile(probability, freedom))
  })
})

describe('the interval of a mean over replications', () => {
  test('by hand: 1, 2, 3, 4, 5 has mean 3 and half-width 2.776 · √(2.5 ÷ 5)', () => {
    const { mean, low, high } = found(meanInterval([1, 2, 3, 4, 5]))
    expect(mean).toBe(3)
    expect(high - mean).toBeCloseTo(2.7764451 * Math.sqrt(0.5), 6)
    expect(mean - low).toBeCloseTo(high - mean, 12)
    expect(oneSidedLow([1, 2, 3, 4, 5])).toBeCloseTo(3 - 2.1318468 * Math.sqrt(0.5), 6)
    expect(oneSidedHigh([1, 2, 3, 4, 5], 0.99)).toBeCloseTo(3 + 3.7469474 * Math.sqrt(0.5), 6)
  })

  test('replications in which nothing was defined are left out, and none at all gives none', () => {
    expect(meanInterval([1, NaN, 2, 3, NaN])).toEqual(meanInterval([1, 2, 3]))
    expect(meanInterval([NaN, NaN])).toBeNull()
    expect(meanInterval([])).toBeNull()
    expect(oneSidedLow([NaN])).toBeNaN()
  })

  test('one replication says nothing about the spread', () => {
    expect(meanInterval([NaN, 0.8])).toEqual({ mean: 0.8, low: -Infinity, high: Infinity })
    expect(oneSidedLow([0.8])).toBe(-Infinity)
    expect(oneSidedHigh([0.8])).toBe(Infinity)
  })

  test('a confidence that is no probability is a bug', () => {
    expect(() => oneSidedLow([1, 2], 95)).toThrow('probability 95; expected above 0 and below 1')
  })

  test.each([3, 10, 40])('of %d normal replications holds the truth 95 times in 100', replications => {
    const random = new RandomStream(3, replications)
    let held = 0
    let lowHeld = 0
    let highHeld = 0
    for (let i = 0; i < REPEATS; i++) {
      const values = Array.from({ length: replications }, () => 50 + 7 * normal(random))
      if (holds(meanInterval(values), 50)) held++
      if (oneSidedLow(values) <= 50) lowHeld++
      if (oneSidedHigh(values) >= 50) highHeld++
    }
    for (const share of [held, lowHeld, highHeld]) expectCoverage(share, REPEATS)
  })

  test('two staffings that meet the same callers differ more clearly than two that do not', () => {
    const random = new RandomStream(4)
    let held = 0
    let pairedWidth = 0
    let unpairedWidth = 0
    for (let i = 0; i < REPEATS; i++) {
      const luck = Array.from({ length: 20 }, () => 10 * normal(random))
      const before = luck.map(day => 80 + day + normal(random))
      const after = luck.map(day => 83 + day + normal(random))
      const change = found(pairedInterval(before, after))
      if (holds(change, 3)) held++
      pairedWidth += width(change)
      unpairedWidth += Math.hypot(width(found(meanInterval(before))), width(found(meanInterval(after))))
    }
    expectCoverage(held, REPEATS)
    expect(pairedWidth).toBeLessThan(unpairedWidth / 8)
  })

  test('a pair with an undefined side is left out, a missing partner is a bug', () => {
    expect(pairedInterval([1, NaN, 3, 4], [2, 5, NaN, 7])).toEqual(meanInterval([1, 3]))
    expect(() => pairedInterval([1], [1, 2])).toThrow('1 replications before and 2 after')
  })
})

describe('ratios by replication', () => {
  test('are means per replication, and nobody queued is undefined, not zero', () => {
    const levels = ratios([8, 0, 30], [10, 0, 40])
    expect(levels).toEqual(Float64Array.of(0.8, NaN, 0.75))
    expect(found(meanInterval(levels)).mean).toBeCloseTo(0.775, 12)
    expect(() => ratios([1], [])).toThrow('1 numerators, 0 below')
  })
})

describe('batch means of one long run', () => {
  test.each([
    ['independent', 0],
    ['remembering', 0.7],
  ])('hold the truth 95 times in 100 when slices are %s', (_, memory) => {
    const random = new RandomStream(5)
    let held = 0
    for (let i = 0; i < REPEATS / 2; i++) {
      const { numerators, denominators } = run(random, 3_000, memory)
      if (holds(batchMeansInterval(numerators, denominators), 0.8)) held++
    }
    expectCoverage(held, REPEATS / 2)
  })

  test('the mean is the ratio of the totals, at any number of slices', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 50 })), { minLength: 1 }),
        slices => {
          const above = slices.map(slice => slice[0])
          const below = slices.map(slice => slice[1])
          const { mean, low, high } = found(batchMeansInterval(above, below))
          const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0)
          expect(mean).toBeCloseTo(total(above) / total(below), 12)
          expect(low).toBeLessThanOrEqual(mean)
          expect(high).toBeGreaterThanOrEqual(mean)
        },
      ),
      { seed: 1 },
    )
  })

  test('with equal denominators it is the interval of the batch averages', () => {
    const slices = Array.from({ length: 25 }, (_, i) => (i * 7) % 11)
    const found25 = found(batchMeansInterval(slices, new Array<number>(25).fill(1)))
    const plain = found(meanInterval(slices))
    expect(found25.low).toBeCloseTo(plain.low, 10)
    expect(found25.high).toBeCloseTo(plain.high, 10)
  })

  test('nobody at all gives none; everybody in one batch leaves the spread unknown', () => {
    expect(batchMeansInterval([0, 0], [0, 0])).toBeNull()
    expect(batchMeansInterval([], [])).toBeNull()
    expect(batchMeansInterval([0, 4, 0], [0, 5, 0])).toEqual({ mean: 0.8, low: -Infinity, high: Infinity })
    expect(batchMeansInterval([4], [5])).toEqual({ mean: 0.8, low: -Infinity, high: Infinity })
  })
})

describe('running moments', () => {
  const series = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2 })

  test('are those of the whole series, computed at the end', () => {
    fc.assert(
      fc.property(series, values => {
        const seen = runningOf(values)
        const mean = values.reduce((sum, value) => sum + value / values.length, 0)
        const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
        expect(seen.count(0)).toBe(values.length)
        expect(Math.abs(seen.mean(0) - mean)).toBeLessThan(1e-8)
        expect(Math.abs(seen.variance(0) - squares / (values.length - 1))).toBeLessThan(1e-9 * squares + 1e-9)
      }),
      { seed: 1 },
    )
  })

  test('keep their digits far from zero', () => {
    expect(runningOf([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]).variance(0)).toBeCloseTo(30, 9)
  })

  test('merging two halves is as good as adding all', () => {
    fc.assert(
      fc.property(series, series, (first, second) => {
        const merged = runningOf(first)
        merged.merge(runningOf(second))
        const whole = runningOf([...first, ...second])
        expect(merged.count(0)).toBe(whole.count(0))
        expect(Math.abs(merged.mean(0) - whole.mean(0))).toBeLessThan(1e-8)
        expect(Math.abs(merged.variance(0) - whole.variance(0))).toBeLessThan(1e-9 * whole.variance(0) + 1e-9)
      }),
      { seed: 1 },
    )
  })

  test('cells are apart, undefined values are left out, and an empty cell has no mean', () => {
    const seen = new Running(3)
    seen.add(0, 4)
    seen.add(1, Number.NaN)
    seen.add(2, 1)
    seen.add(2, 3)
    const merged = new Running(3)
    merged.merge(seen)
    merged.merge(new Running(3))
    expect([merged.count(0), merged.mean(0), merged.variance(0)]).toEqual([1, 4, Number.NaN])
    expect([merged.count(1), merged.mean(1)]).toEqual([0, Number.NaN])
    expect([merged.mean(2), merged.variance(2)]).toEqual([2, 2])
    expect(() => merged.merge(new Running(2))).toThrow('merging 2 cells into 3')
  })
})

/** A run whose true ratio is 0.8; each slice remembers a share of the slice before. */
function run(random: RandomStream, slices: number, memory: number) {
  const numerators = new Float64Array(slices)
  const denominators = new Float64Array(slices)
  let noise = normal(random)
  for (let i = 0; i < slices; i++) {
    noise = memory * noise + Math.sqrt(1 - memory * memory) * normal(random)
    const queued = 20 + 10 * random.next()
    denominators[i] = queued
    numerators[i] = 0.8 * queued + 2 * noise
  }
  return { numerators, denominators }
}

function runningOf(values: readonly number[]): Running {
  const seen = new Running(1)
  for (const value of values) seen.add(0, value)
  return seen
}

function normal(random: RandomStream): number {
  return normalQuantile(random.next() + 2 ** -33)
}

function found(interval: Interval | null): Interval {
  if (!interval) throw new Error('no interval')
  return interval
}

function holds(interval: Interval | null, truth: number): boolean {
  const { low, high } = found(interval)
  return low <= truth && truth <= high
}

function width({ low, high }: Interval): number {
  return high - low
}

/** The share of intervals that hold the truth is 95 % but for chance, which goes this far in 999 of 1,000 tests. */
function expectCoverage(held: number, repeats: number): void {
  expect(Math.abs(held / repeats - 0.95)).toBeLessThan(3.3 * Math.sqrt((0.95 * 0.05) / repeats))
}
