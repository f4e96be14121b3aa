import builtNormalQuantile from '@stdlib/stats-base-dists-normal-quantile'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Distribution, type DistributionDefinition } from '../../sim/distribution.ts'
import { incompleteGamma } from '../../sim/exact/incomplete-gamma.ts'
import { gammaQuantiles } from '../../sim/statistics/gamma-quantile.ts'
import { normalQuantile } from '../../sim/statistics/normal-quantile.ts'
import { quantileAt, quantileTable } from '../../sim/statistics/quantile-table.ts'
import { RandomStream } from '../../src/base/random.ts'

const DRAWS = 50_000

/** Each with its exact cumulative distribution, computed another way than the draws. */
const CASES: readonly [string, DistributionDefinition, (x: number) => number][] = [
  ['exponential', { distribution: 'exponential', mean: 180 }, x => 1 - Math.exp(-x / 180)],
  ['lognormal', { distribution: 'lognormal', mean: 195, cv: 0.8 }, x => lognormalShare(x, 195, 0.8)],
  ['lognormal, wide', { distribution: 'lognormal', mean: 60, cv: 1.5 }, x => lognormalShare(x, 60, 1.5)],
  ['gamma', { distribution: 'gamma', mean: 195, cv: 0.8 }, x => gammaShare(x, 195, 0.8)],
  ['gamma, narrow', { distribution: 'gamma', mean: 1, cv: 0.05 }, x => gammaShare(x, 1, 0.05)],
  ['gamma, wide', { distribution: 'gamma', mean: 30, cv: 2 }, x => gammaShare(x, 30, 2)],
  ['Weibull, early', { distribution: 'weibull', mean: 180, shape: 0.7 }, weibullShare(180, 0.7)],
  ['Weibull, late', { distribution: 'weibull', mean: 180, shape: 2.5 }, weibullShare(180, 2.5)],
  [
    'hazard',
    {
      distribution: 'empirical',
      hazard: [
        { untilSeconds: 10, perMinute: 1.2 },
        { untilSeconds: 40, perMinute: 0 },
        { untilSeconds: 90, perMinute: 0.3 },
        { untilSeconds: 100, perMinute: 0.6 },
      ],
    },
    x => 1 - Math.exp(-addedUp(x)),
  ],
  [
    'quantiles',
    { distribution: 'empirical', quantiles: [10, 20, 60] },
    x => (x < 20 ? (x - 10) / 20 : 0.5 + (x - 20) / 80),
  ],
]

test.each(CASES)(
  '%s times have the mean, the spread and the shape that the scenario asks for',
  (_, definition, share) => {
    const distribution = new Distribution(definition, 'handleSeconds')
    const times = draws(distribution, DRAWS).sort()
    const mean = times.reduce((sum, time) => sum + time, 0) / DRAWS
    const deviation = distribution.mean * distribution.cv
    expect(Math.abs(mean - distribution.mean)).toBeLessThan((3.3 * deviation) / Math.sqrt(DRAWS))

    // Kolmogorov and Smirnov: the greatest distance stays below this in 999 of 1,000 cases.
    const distance = times.reduce(
      (worst, time, i) => Math.max(worst, Math.abs(share(time) - (i + 0.5) / DRAWS)),
      0,
    )
    expect(distance).toBeLessThan(1.95 / Math.sqrt(DRAWS))

    const squares = times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / DRAWS
    const fourths = times.reduce((sum, time) => sum + (time - mean) ** 4, 0) / DRAWS
    const error = Math.sqrt((fourths - squares ** 2) / DRAWS)
    expect(Math.abs(squares - deviation ** 2)).toBeLessThan(3.3 * error)
  },
)

test('a constant is itself, and a patient caller never leaves', () => {
  expect(draws(new Distribution({ distribution: 'constant', mean: 270 }, 'h'), 3)).toEqual(
    Float64Array.of(270, 270, 270),
  )
  expect(draws(new Distribution({ distribution: 'lognormal', mean: 9, cv: 0 }, 'h'), 1)[0]).toBe(9)
  expect(new Distribution({ distribution: 'gamma', mean: 9, cv: 0 }, 'h').draw(new RandomStream(1))).toBe(9)
  const never = new Distribution({ distribution: 'never' }, 'patienceSeconds')
  expect(draws(never, 1)[0]).toBe(Infinity)
  expect(never.mean).toBe(Infinity)
})

test('empirical values come back equally often, with their own mean and spread', () => {
  const seen = new Distribution({ distribution: 'empirical', values: [30, 10, 20, 20] }, 'h')
  const times = draws(seen, DRAWS)
  for (const [value, share] of [
    [10, 0.25],
    [20, 0.5],
    [30, 0.25],
  ] as const) {
    const times10 = times.filter(time => time === value).length / DRAWS
    expect(Math.abs(times10 - share)).toBeLessThan(3.3 * Math.sqrt((share * (1 - share)) / DRAWS))
  }
  expect(seen.mean).toBe(20)
  expect(seen.cv).toBeCloseTo(Math.sqrt(50) / 20, 12)
})

test('every kind takes one uniform a draw, and luckier callers never wait shorter', () => {
  const positive = fc.double({ min: 0.1, max: 1e5, noNaN: true })
  const cv = fc.double({ min: 0.01, max: 5, noNaN: true })
  const definition: fc.Arbitrary<DistributionDefinition> = fc.oneof(
    fc.record({ distribution: fc.constantFrom('constant', 'exponential'), mean: positive }),
    fc.record({ distribution: fc.constantFrom('lognormal', 'gamma'), mean: positive, cv }),
    fc.constant({ distribution: 'never' } as const),
    fc.record({
      distribution: fc.constant('weibull'),
      mean: positive,
      shape: fc.double({ min: 0.3, max: 20, noNaN: true }),
    }),
    fc.record({
      distribution: fc.constant('empirical'),
      hazard: fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: 1 }).map(rates =>
        rates.map((perMinute, i) => ({
          untilSeconds: 7 * (i + 1),
          perMinute: i === rates.length - 1 ? perMinute + 0.01 : perMinute,
        })),
      ),
    }),
    fc.record({ distribution: fc.constant('empirical'), values: fc.array(positive, { minLength: 1 }) }),
    fc.array(positive, { minLength: 2 }).map(all => ({
      distribution: 'empirical' as const,
      quantiles: all.sort((a, b) => a - b),
    })),
  )
  fc.assert(
    fc.property(definition, fc.integer(), (written, seed) => {
      const distribution = new Distribution(written, 'h')
      const random = new RandomStream(seed)
      const uniforms = new RandomStream(seed)
      const pairs = Array.from({ length: 40 }, () => [uniforms.next(), distribution.draw(random)] as const)
      expect(random.next()).toBe(uniforms.next())
      pairs.sort((a, b) => a[0] - b[0])
      for (let i = 1; i < pairs.length; i++) expect(pairs[i]![1]).toBeGreaterThanOrEqual(pairs[i - 1]![1])
      expect(pairs[0]![1]).toBeGreaterThanOrEqual(0)
    }),
    { seed: 1, numRuns: 60 },
  )
})

test('a wrong number is named with its place, what it is and what it may be', () => {
  const wrong: readonly [DistributionDefinition, string][] = [
    [{ distribution: 'exponential', mean: -1 }, 'patienceSeconds.mean is -1; expected a number, 0 or more.'],
    [
      { distribution: 'exponential', mean: Infinity },
      'patienceSeconds.mean is Infinity; expected a number, 0 or more.',
    ],
    [{ distribution: 'constant', mean: -1 }, 'patienceSeconds.mean is -1; expected a number, 0 or more.'],
    [
      { distribution: 'lognormal', mean: 10, cv: -1 },
      'patienceSeconds.cv is -1; expected 0, or a number from 0.001 to 5.',
    ],
    [
      { distribution: 'gamma', mean: 10, cv: NaN },
      'patienceSeconds.cv is NaN; expected 0, or a number from 0.001 to 5.',
    ],
    [
      { distribution: 'weibull', mean: 10, shape: 0.1 },
      'patienceSeconds.shape is 0.1; expected a number from 0.3 to 20.',
    ],
    [{ distribution: 'empirical', hazard: [] }, 'patienceSeconds.hazard is []; expected at least one piece.'],
    [
      {
        distribution: 'empirical',
        hazard: [
          { untilSeconds: 9, perMinute: 1 },
          { untilSeconds: 9, perMinute: 1 },
        ],
      },
      'patienceSeconds.hazard[1].untilSeconds is 9; expected a number above 9.',
    ],
    [
      { distribution: 'empirical', hazard: [{ untilSeconds: 9, perMinute: 0 }] },
      'patienceSeconds.hazard[0].perMinute is 0; expected a number above 0, since it goes on.',
    ],
    [{ distribution: 'empirical', values: [] }, 'patienceSeconds.values is []; expected at least one value.'],
    [
      { distribution: 'empirical', values: [1, -2] },
      'patienceSeconds.values[1] is -2; expected a number, 0 or more.',
    ],
    [
      { distribution: 'empirical', quantiles: [5] },
      'patienceSeconds.quantiles is 1 of them; expected at least two, the least and the greatest.',
    ],
    [
      { distribution: 'empirical', quantiles: [5, 4] },
      'patienceSeconds.quantiles[1] is 4; expected a number, 5 or more, since quantiles never fall.',
    ],
  ]
  for (const [definition, message] of wrong) {
    expect(() => new Distribution(definition, 'patienceSeconds')).toThrow(message)
  }
})

test('the normal quantile agrees with the library, and with the tail itself far beyond it', () => {
  for (let i = 1; i < 2_000; i++)
    expect(normalQuantile(i / 2_000)).toBeCloseTo(builtNormalQuantile(i / 2_000, 0, 1), 12)
  for (const p of [1e-3, 1e-10, 1e-100, 1e-300]) {
    expect(incompleteGamma(0.5, 0.5 * normalQuantile(p) ** 2).above / 2 / p).toBeCloseTo(1, 12)
  }
  expect(normalQuantile(0.999)).toBeCloseTo(-normalQuantile(0.001), 13)
})

test.each([0.04, 0.25, 1, 1.5625, 25, 26, 400, 1e6])(
  'quantiles of a gamma table of shape %d cut off the right share',
  shape => {
    const table = quantileTable(gammaQuantiles(shape))
    // At cv 5 quantiles bend so sharply that shares of the shortest times are right to 3 digits only.
    const [lowerDigits, upperDigits] = shape < 0.1 ? [3, 5] : [6, 6]
    for (let power = 0; power < 31; power += 0.0517) {
      const tail = Math.trunc(2 ** power) | 1
      const share = tail / 2 ** 32
      const { below } = incompleteGamma(shape, quantileAt(table, tail))
      const { above } = incompleteGamma(shape, quantileAt(table, ~tail))
      expect(below / share, `below, ${tail}`).toBeCloseTo(1, lowerDigits)
      expect(above / share, `above, ${tail}`).toBeCloseTo(1, upperDigits)
    }
  },
)

test('exponential, lognormal and Weibull tables are their formulas, to the ends of the tails', () => {
  const exponential = new Distribution({ distribution: 'exponential', mean: 180 }, 'h')
  const lognormal = new Distribution({ distribution: 'lognormal', mean: 195, cv: 0.8 }, 'h')
  const early = new Distribution({ distribution: 'weibull', mean: 180, shape: 0.5 }, 'h')
  const rising = new Distribution({ distribution: 'weibull', mean: 180, shape: 2 }, 'h')
  expect(early.cv).toBeCloseTo(Math.sqrt(5), 12)
  const deviation = Math.sqrt(Math.log(1.64))
  const bits = new RandomStream(1)
  for (const octave of Array.from({ length: 31 }, (_, i) => i)) {
    for (let i = 0; i < 50; i++) {
      const tail = (((bits.nextBits() >>> 1) >>> octave) | 1) / 2 ** 32
      for (const [share, drawn] of [
        [tail, tail * 2 ** 32],
        [1 - tail, ~(tail * 2 ** 32)],
      ] as const) {
        const random = { next: () => share, nextBits: () => drawn } as RandomStream
        expect(exponential.draw(random) / (-180 * Math.log1p(-share))).toBeCloseTo(1, 6)
        const score = share < 0.5 ? normalQuantile(tail) : -normalQuantile(tail)
        const time = (195 / Math.sqrt(1.64)) * Math.exp(deviation * score)
        expect(lognormal.draw(random) / time).toBeCloseTo(1, 6)
        // The mean of shape 1/2 is twice the scale, as Γ(3) = 2; that of shape 2 is √π ÷ 2 of it.
        expect(early.draw(random) / (90 * Math.log1p(-share) ** 2)).toBeCloseTo(1, 6)
        const late = (180 / (Math.sqrt(Math.PI) / 2)) * Math.sqrt(-Math.log1p(-share))
        expect(rising.draw(random) / late).toBeCloseTo(1, 6)
      }
    }
  }
})

function draws(distribution: Distribution, count: number): Float64Array {
  const random = new RandomStream(2026)
  return Float64Array.from({ length: count }, () => distribution.draw(random))
}

function gammaShare(x: number, mean: number, cv: number): number {
  return incompleteGamma(1 / (cv * cv), x / (mean * cv * cv)).below
}

function lognormalShare(x: number, mean: number, cv: number): number {
  const variance = Math.log(1 + cv * cv)
  const score = (Math.log(x / mean) + variance / 2) / Math.sqrt(variance)
  const beyond = incompleteGamma(0.5, (score * score) / 2).above / 2
  return score < 0 ? beyond : 1 - beyond
}

function weibullShare(mean: number, shape: number): (x: number) => number {
  const scale = mean / gammaOf(1 + 1 / shape)
  return x => -Math.expm1(-((x / scale) ** shape))
}

/** Γ(x) by its integral, in 4,000 steps of a substitution that vanishes at both ends (t = e^u). */
function gammaOf(x: number): number {
  const [from, to, steps] = [-40, 8, 4_000]
  const width = (to - from) / steps
  let sum = 0
  for (let i = 0; i <= steps; i++) {
    const u = from + i * width
    sum += Math.exp(x * u - Math.exp(u)) * width
  }
  return sum
}

/** The hazard of the case above that has added up by then. */
function addedUp(seconds: number): number {
  const within = (from: number, to: number) => Math.max(0, Math.min(seconds, to) - from) / 60
  return 1.2 * within(0, 10) + 0.3 * within(40, 90) + 0.6 * within(90, Number.POSITIVE_INFINITY)
}
