import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { erlangC } from '../../sim/exact/erlang-c.ts'
import { simulate } from '../../sim/simulate/simulate.ts'
import { Histograms } from '../../sim/statistics/histograms.ts'
import { sectionsInterval } from '../../sim/statistics/sections.ts'
import { tQuantile } from '../../sim/statistics/t-quantile.ts'
import { Waits } from '../../sim/world/tally/waits.ts'
import { RandomStream } from '../../src/base/random.ts'
import { direct } from '../../src/call/direct.ts'
import { interval999, judged, scenarioOf, steadyScenario } from './judge.ts'

const SHARES = [0.5, 0.9, 0.95, 0.99, 1]

/** Quantiles of a list as everybody would find them: sort, and count to the rank. */
function sortedQuantiles(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b)
  return SHARES.map(share => sorted[Math.ceil(share * sorted.length - 1e-9) - 1]!)
}

function histogramQuantiles(histograms: Histograms, cells: readonly number[], zeros = 0): number[] {
  const into = new Float64Array(SHARES.length)
  histograms.quantiles(cells, zeros, SHARES, into, 0)
  return [...into]
}

const waits = fc.array(
  fc.oneof(fc.nat(100), fc.nat(100_000), fc.nat(2 ** 31 - 1), fc.integer({ min: 2 ** 31, max: 2 ** 37 - 1 })),
  { minLength: 1, maxLength: 300 },
)

describe('histograms of waits', () => {
  test('quantiles are those of the sorted waits to 1/64 of their value, from a millisecond to four years', () => {
    fc.assert(
      fc.property(waits, waits, fc.nat(50), (mine, others, zeros) => {
        const histograms = new Histograms(3)
        for (const wait of mine) histograms.add(0, wait)
        for (const wait of others) histograms.add(2, wait)
        const found = histogramQuantiles(histograms, [0, 2], zeros)
        const expected = sortedQuantiles([...mine, ...others, ...new Array<number>(zeros).fill(0)])
        found.forEach((quantile, i) => {
          expect(Math.abs(quantile - expected[i]!)).toBeLessThanOrEqual(expected[i]! / 64)
        })
        expect(histogramQuantiles(histograms, [1])).toEqual(SHARES.map(() => Number.NaN))
      }),
      { numRuns: 200 },
    )
  })

  test('not one wait is lost when memory grows, nor when it is used again', () => {
    const histograms = new Histograms(40)
    for (const round of [1, 2]) {
      histograms.clear()
      for (let cell = 0; cell < 40; cell++) {
        for (let octave = 0; octave < 20; octave++) histograms.add(cell, 2 ** octave)
      }
      const each = SHARES.map(share => 2 ** (Math.ceil(share * 20) - 1))
      for (let cell = 0; cell < 40; cell++) {
        expect(
          histogramQuantiles(histograms, [cell]).map(quantile => 2 ** Math.floor(Math.log2(quantile))),
          `round ${round}`,
        ).toEqual(each)
      }
    }
  })

  test('waits below 64 ms are exact, and what was cleared is forgotten', () => {
    const histograms = new Histograms(2)
    for (let i = 0; i < 1_000; i++) histograms.add(1, 5_000_000 + i * 1_000)
    histograms.clear()
    for (let wait = 1; wait <= 60; wait++) histograms.add(0, wait)
    expect(histogramQuantiles(histograms, [0])).toEqual([30, 54, 57, 60, 60])
    expect(histograms.total([0, 1])).toBe(60)
    expect(histogramQuantiles(histograms, [1], 3)).toEqual([0, 0, 0, 0, 0])
  })

  test('no wait is lost where memory for more is made, and all are counted that are below a time', () => {
    fc.assert(
      fc.property(waits, fc.nat(2 ** 31), (all, time) => {
        const histograms = new Histograms(80)
        const cells = Array.from({ length: 80 }, (_, cell) => cell)
        // Each cell takes pages of its own: together more than there is room for at first.
        for (const cell of cells) for (const wait of all) histograms.add(cell, wait)
        expect(histograms.below(cells, 2 ** 37)).toBe(80 * all.length)
        const below = (ms: number) => 80 * all.filter(wait => wait < ms).length
        const found = histograms.below(cells, time)
        expect(found).toBeGreaterThanOrEqual(below(Math.floor(time * (1 - 1 / 64))))
        expect(found).toBeLessThanOrEqual(below(Math.ceil(time * (1 + 1 / 64))))
      }),
      { numRuns: 20 },
    )
  })

  test('evenly spread waits: straight lines within buckets are right to 1 in 10,000', () => {
    const histograms = new Histograms(1)
    for (let wait = 1; wait <= 1_000_000; wait++) histograms.add(0, wait)
    // The greatest lies in a bucket that is not full.
    const found = histogramQuantiles(histograms, [0]).slice(0, -1)
    found.forEach((quantile, i) => {
      expect(Math.abs(quantile / (SHARES[i]! * 1_000_000) - 1)).toBeLessThan(1e-4)
    })
  })
})

test.each([1, 3])('when callers give up, of those who still waited, on a line of %d queues', queues => {
  const waiting = new Waits(2, queues)
  waiting.answered(0, 0, 0)
  waiting.abandoned(0, 0, 0)
  waiting.answered(1, queues - 1, 30)
  waiting.abandoned(0, queues - 1, 20)
  waiting.abandoned(1, 0, 40)
  expect(waiting.spans({ answered: 2, abandoned: 3 }, [0, 20, 40])).toEqual([
    { fromMs: 0, reached: 5, gaveUp: 1 },
    { fromMs: 20, reached: 3, gaveUp: 1 },
    { fromMs: 40, reached: 1, gaveUp: 1 },
  ])
})

test.each([1, 3])('waits of the answered and of all, over the day and in each of %d queues', queues => {
  const waiting = new Waits(4, queues)
  waiting.answered(0, 0, 0)
  waiting.answered(0, 0, 10)
  waiting.answered(3, queues - 1, 20)
  waiting.abandoned(3, 0, 40)
  waiting.abandoned(3, 0, 0)
  const quantiles = (cells: readonly number[], answered: number, abandoned: number): number[] => {
    const into = new Float64Array(4)
    waiting.quantiles(cells, { answered, abandoned }, [0.5, 1], into, 0)
    return [...into]
  }
  expect(quantiles([0, 1, 2, 3], 3, 2)).toEqual([10, 40, 10, 20])
  expect(quantiles([0], 2, 0)).toEqual([0, 10, 0, 10])
  expect(quantiles([1], 0, 0)).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN])
  expect(quantiles([4], queues === 1 ? 3 : 2, 2)).toEqual(queues === 1 ? [10, 40, 10, 20] : [0, 40, 0, 10])
})

test('sections of a run: Student’s t around the quantile of the whole, by hand', () => {
  const { mean, low, high } = sectionsInterval(10, [9, Number.NaN, 12, 11])!
  expect(mean).toBe(10)
  // Squares from 10 add up to 1 + 4 + 1; three sections have 3 · 2 below.
  expect(high - mean).toBeCloseTo(tQuantile(0.975, 2) * 1, 9)
  expect(mean - low).toBeCloseTo(high - mean, 12)
  expect(sectionsInterval(Number.NaN, [1, 2])).toBeNull()
  expect(sectionsInterval(4, [4])).toEqual({ mean: 4, low: -Infinity, high: Infinity })
})

test('sections of a run of independent waits hold the true 90 % quantile 95 times in 100', () => {
  const random = new RandomStream(11)
  const experiments = 400
  let held = 0
  for (let experiment = 0; experiment < experiments; experiment++) {
    const sections = Array.from({ length: 20 }, () => {
      const values = Array.from({ length: 100 }, () => -Math.log(1 - random.next()))
      return values.sort((a, b) => a - b)
    })
    const whole = sections.flat().sort((a, b) => a - b)
    const quantile = (values: readonly number[]): number => values[Math.ceil(0.9 * values.length) - 1]!
    const { low, high } = sectionsInterval(quantile(whole), sections.map(quantile))!
    if (low <= Math.log(10) && Math.log(10) <= high) held++
  }
  expect(held / experiments).toBeGreaterThan(0.92)
  expect(held / experiments).toBeLessThan(0.98)
})

describe('quantiles of a simulated queue', () => {
  // P(wait > t) = C·e^−(nμ−λ)t, Erlang C.
  const queue = { callsPerHour: 200, handleSeconds: 180, agents: 14 }
  const exact = (share: number): number => {
    const rate = (queue.agents - 10) / queue.handleSeconds
    return Math.max(0, Math.log(erlangC(queue).waitProbability / (1 - share)) / rate)
  }

  test('the exact ones of Erlang C lie in their intervals', () => {
    const found = judged(steadyScenario(queue, { calls: 400_000, replications: 20 }))
    for (const [name, share] of [
      ['waitP50Seconds', 0.5],
      ['waitP90Seconds', 0.9],
      ['answerP95Seconds', 0.95],
      ['waitP99Seconds', 0.99],
    ] as const) {
      const { low, high } = interval999(found[name])
      expect([name, low <= exact(share) && exact(share) <= high]).toEqual([name, true])
      expect((high - low) / 2).toBeLessThanOrEqual(0.25 * exact(share))
    }
  })

  test('one replication alone has them too, with intervals from its own intervals', async () => {
    const scenario = steadyScenario(queue, { calls: 100_000, replications: 1 })
    const { results, queues, intervals } = await simulate(scenario, direct)
    const { low, high } = results.waitP90Seconds!
    expect(low).toBeLessThan(exact(0.9))
    expect(high).toBeGreaterThan(exact(0.9))
    expect(high - low).toBeLessThan(exact(0.9))
    expect(queues[0]!.waitP90Seconds!.mean).toBeCloseTo(results.waitP90Seconds!.mean, 9)
    expect(intervals[50]!.waitP90Seconds!.high).toBe(Infinity)
  })

  test('they never fall from one share to the next, and who gave up waited no longer than patience lets', async () => {
    const scenario = scenarioOf({
      line: 'direct',
      durationHours: 2,
      arrivals: { callsPerHour: 300 },
      handleSeconds: { distribution: 'exponential', mean: 180 },
      patienceSeconds: { distribution: 'constant', mean: 60 },
      agents: 10,
      replications: 5,
    })
    const { results, intervals } = await simulate(scenario, direct, { workers: 1 })
    for (const cell of [results, ...intervals]) {
      const at = (name: 'wait' | 'answer', share: number): number =>
        cell[`${name}P${share}Seconds` as 'waitP50Seconds']!.mean
      for (const name of ['wait', 'answer'] as const) {
        const rising = [50, 90, 95, 99].map(share => at(name, share))
        expect(rising).toEqual(rising.toSorted((a, b) => a - b))
      }
      expect(at('wait', 99)).toBeCloseTo(60, 0)
      expect(at('answer', 99)).toBeLessThanOrEqual(60)
    }
  })
})
