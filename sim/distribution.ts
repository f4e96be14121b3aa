import type { RandomStream } from '../src/base/random.ts'
import { WrongInput } from '../src/base/wrong-input.ts'
import { gammaQuantileAt, gammaQuantileTable } from './statistics/gamma-quantile.ts'
import { normalQuantile } from './statistics/normal-quantile.ts'

/**
 * How long something takes, as a scenario writes it. Means, values and quantiles share one unit, which is also the
 * unit of what is drawn. `cv` is the coefficient of variation, the standard deviation ÷ the mean.
 */
export type DistributionDefinition =
  | { readonly distribution: 'constant' | 'exponential'; readonly mean: number }
  | { readonly distribution: 'lognormal' | 'gamma'; readonly mean: number; readonly cv: number }
  /** Patience without end: always infinity. */
  | { readonly distribution: 'never' }
  /** Each of the values, equally often. */
  | { readonly distribution: 'empirical'; readonly values: readonly number[] }
  /** Evenly spaced quantiles from the least to the greatest, straight lines between. */
  | { readonly distribution: 'empirical'; readonly quantiles: readonly number[] }

const CONSTANT = 0
const EXPONENTIAL = 1
const LOGNORMAL = 2
const GAMMA = 3
const VALUES = 4
const QUANTILES = 5

/** Beyond these a gamma distribution is a constant, or next to nothing with rare eternities. */
const LEAST_CV = 0.001
const GREATEST_CV = 5

/** Uniforms are multiples of 2^-32 from 0; half a step more puts them inside (0, 1), evenly on both sides. */
const HALF_STEP = 2 ** -33

/**
 * Draws times by inversion: every draw takes exactly one uniform, and a greater uniform never gives a shorter time.
 * So callers keep their luck (common random numbers) when a scenario changes the kind or the parameters of a
 * distribution, and two scenarios that differ a little differ in little. That is why gamma times come from a table
 * of quantiles and not from Marsaglia and Tsang's rejection, which takes a varying number of uniforms.
 */
export class Distribution {
  readonly mean: number
  /** Standard deviation ÷ mean; 0 for a constant and for `never`. */
  readonly cv: number
  #kind = CONSTANT
  /** Logarithm of the median, and standard deviation of the logarithm. */
  #logMedian = 0.5
  #logDeviation = 0.5
  #gammaScale = 0.5
  #column: Float64Array = new Float64Array(0)

  /**
   * Throws WrongInput when a number is out of range; `where` names the place in the scenario, e.g. `handleSeconds`.
   * Means above 0 (a constant may be 0); cv 0, or from 0.001 to 5; values and quantiles at least 0.
   */
  constructor(definition: DistributionDefinition, where: string) {
    const { mean, cv } = momentsOf(definition, where)
    this.mean = mean
    this.cv = cv
    if (definition.distribution === 'exponential') {
      this.#kind = EXPONENTIAL
    } else if (definition.distribution === 'lognormal' && cv > 0) {
      this.#kind = LOGNORMAL
      this.#logDeviation = Math.sqrt(Math.log1p(cv * cv))
      this.#logMedian = Math.log(mean) - 0.5 * Math.log1p(cv * cv)
    } else if (definition.distribution === 'gamma' && cv > 0) {
      this.#kind = GAMMA
      this.#gammaScale = mean * cv * cv
      this.#column = gammaQuantileTable(1 / (cv * cv))
    } else if (definition.distribution === 'empirical') {
      this.#kind = 'values' in definition ? VALUES : QUANTILES
      this.#column =
        'values' in definition ? sorted(definition.values) : Float64Array.from(definition.quantiles)
    }
  }

  /** A time, at least 0, in the unit of the definition; infinity for `never`. */
  draw(random: RandomStream): number {
    // Kept short so that V8 inlines the commonest kind into the simulator's loop.
    return this.#kind === EXPONENTIAL ? -this.mean * Math.log(1 - random.next()) : this.#invert(random.next())
  }

  #invert(uniform: number): number {
    switch (this.#kind) {
      case LOGNORMAL:
        return Math.exp(this.#logMedian + this.#logDeviation * normalQuantile(uniform + HALF_STEP))
      case GAMMA:
        return this.#gammaScale * gammaQuantileAt(this.#column, normalQuantile(uniform + HALF_STEP))
      case VALUES:
        return this.#column[Math.trunc(uniform * this.#column.length)]!
      case QUANTILES: {
        const place = uniform * (this.#column.length - 1)
        const below = Math.trunc(place)
        const low = this.#column[below]!
        return low + (place - below) * (this.#column[below + 1]! - low)
      }
      default:
        return this.mean
    }
  }
}

function momentsOf(definition: DistributionDefinition, where: string): { mean: number; cv: number } {
  switch (definition.distribution) {
    case 'never':
      return { mean: Number.POSITIVE_INFINITY, cv: 0 }
    case 'constant':
      check(definition.mean >= 0, `${where}.mean`, definition.mean, 'a number, 0 or more')
      return { mean: definition.mean, cv: 0 }
    case 'exponential':
      checkMean(definition.mean, where)
      return { mean: definition.mean, cv: 1 }
    case 'lognormal':
    case 'gamma': {
      const { mean, cv } = definition
      checkMean(mean, where)
      const inRange = cv === 0 || (cv >= LEAST_CV && cv <= GREATEST_CV)
      check(inRange, `${where}.cv`, cv, `0, or a number from ${LEAST_CV} to ${GREATEST_CV}`)
      return { mean, cv }
    }
    case 'empirical':
      return 'values' in definition
        ? momentsOfValues(definition.values, `${where}.values`)
        : momentsOfQuantiles(definition.quantiles, `${where}.quantiles`)
  }
}

function momentsOfValues(values: readonly number[], where: string): { mean: number; cv: number } {
  check(values.length > 0, where, '[]', 'at least one value')
  values.forEach((value, i) => {
    check(value >= 0, `${where}[${i}]`, value, 'a number, 0 or more')
  })
  const mean = values.reduce((sum, value) => sum + value / values.length, 0)
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2 / values.length, 0)
  return { mean, cv: mean === 0 ? 0 : Math.sqrt(variance) / mean }
}

function momentsOfQuantiles(quantiles: readonly number[], where: string): { mean: number; cv: number } {
  const pieces = quantiles.length - 1
  check(pieces > 0, where, `${quantiles.length} of them`, 'at least two, the least and the greatest')
  quantiles.forEach((quantile, i) => {
    const least = quantiles[i - 1] ?? 0
    check(
      quantile >= least,
      `${where}[${i}]`,
      quantile,
      `a number, ${least} or more, since quantiles never fall`,
    )
  })
  let mean = 0
  for (let i = 0; i < pieces; i++) mean += (quantiles[i]! + quantiles[i + 1]!) / 2 / pieces
  let variance = 0
  for (let i = 0; i < pieces; i++) {
    const low = quantiles[i]! - mean
    const high = quantiles[i + 1]! - mean
    variance += (low * low + low * high + high * high) / 3 / pieces
  }
  return { mean, cv: mean === 0 ? 0 : Math.sqrt(variance) / mean }
}

function checkMean(mean: number, where: string): void {
  check(mean > 0, `${where}.mean`, mean, 'a number above 0')
}

function check(right: boolean, where: string, got: number | string, expected: string): void {
  if (!right || got === Number.POSITIVE_INFINITY)
    throw new WrongInput(`${where} is ${got}; expected ${expected}.`)
}

function sorted(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort()
}
