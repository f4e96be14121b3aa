import type { RandomStream } from '../src/base/random.ts'
import { WrongInput } from '../src/base/wrong-input.ts'
import { logGammaAbove } from './exact/incomplete-gamma.ts'
import { gammaQuantiles } from './statistics/gamma-quantile.ts'
import type { HazardPiece } from './statistics/hazard.ts'
import { HazardTimes } from './statistics/hazard.ts'
import { normalQuantile } from './statistics/normal-quantile.ts'
import { quantileAt, quantileTable } from './statistics/quantile-table.ts'

/**
 * How long something takes, as a scenario writes it. Means, values and quantiles share one unit, which is also the
 * unit of what is drawn. `cv` is the coefficient of variation, the standard deviation ÷ the mean.
 */
export type DistributionDefinition =
  | { readonly distribution: 'constant' | 'exponential'; readonly mean: number }
  | { readonly distribution: 'lognormal' | 'gamma'; readonly mean: number; readonly cv: number }
  /** The hazard is a power of the time, shape − 1: it falls below shape 1 and rises above. */
  | { readonly distribution: 'weibull'; readonly mean: number; readonly shape: number }
  /** Patience without end: always infinity. */
  | { readonly distribution: 'never' }
  /** Each of the values, equally often. */
  | { readonly distribution: 'empirical'; readonly values: readonly number[] }
  /** Evenly spaced quantiles from the least to the greatest, straight lines between. */
  | { readonly distribution: 'empirical'; readonly quantiles: readonly number[] }
  /** In seconds, whatever the rest of a scenario is in. */
  | { readonly distribution: 'empirical'; readonly hazard: readonly HazardPiece[] }

const CONSTANT = 0
const TABLE = 1
const VALUES = 2
const QUANTILES = 3
const HAZARD = 4

/** Beyond these a gamma distribution is a constant, or next to nothing with rare eternities. */
const LEAST_CV = 0.001
const GREATEST_CV = 5
/** Weibull times of a smaller shape are next to nothing with rare eternities, of a greater nearly a constant. */
const LEAST_SHAPE = 0.3
const GREATEST_SHAPE = 20

/**
 * Draws times by inversion: every draw takes exactly one uniform, and a greater uniform never gives a shorter time.
 * So callers keep their luck (common random numbers) when a scenario changes the kind or the parameters of a
 * distribution, and two scenarios that differ a little differ in little. That is why gamma times come from a table
 * of quantiles and not from Marsaglia and Tsang's rejection, which takes a varying number of uniforms.
 *
 * Exponential, lognormal, gamma and Weibull times all come from such a table, in about 12 ns on Node 24: their formulas took
 * 20 ns (a logarithm), 50 ns (a normal quantile and an exponential) and 80 ns.
 */
export class Distribution {
  readonly mean: number
  /** Standard deviation ÷ mean; 0 for a constant and for `never`. */
  readonly cv: number
  #kind = CONSTANT
  /** Quantiles of mean 1, of a hazard those of what is used up; or the empirical values or quantiles themselves. */
  #column: Float64Array = new Float64Array(0)
  #hazard: HazardTimes | undefined = undefined

  /**
   * Throws WrongInput when a number is out of range; `where` names the place in the scenario, e.g. `handleSeconds`.
   * Means at least 0, and with 0 every time is 0; cv 0, or from 0.001 to 5; shape from 0.3 to 20; values and quantiles at
   * least 0; pieces of a hazard in order, the last above 0.
   */
  constructor(definition: DistributionDefinition, where: string) {
    const { mean, cv } = momentsOf(definition, where)
    this.mean = mean
    this.cv = cv
    if (definition.distribution === 'empirical' && 'hazard' in definition) {
      this.#kind = HAZARD
      this.#column = tableOf('exponential', 1)
      this.#hazard = new HazardTimes(definition.hazard)
    } else if (definition.distribution === 'empirical') {
      this.#kind = 'values' in definition ? VALUES : QUANTILES
      this.#column = Float64Array.from(
        'values' in definition ? definition.values : definition.quantiles,
      ).sort()
    } else if (cv > 0) {
      this.#kind = TABLE
      this.#column =
        definition.distribution === 'weibull'
          ? tableOf('weibull', definition.shape)
          : tableOf(definition.distribution, cv)
    }
  }

  /** A time, at least 0, in the unit of the definition; infinity for `never`. */
  draw(random: RandomStream): number {
    return this.at(random.nextBits())
  }

  /** The time that a draw of these 32 bits gives: a caller's luck, kept until it is known which queue it is for. */
  at(bits: number): number {
    // Kept short so that V8 inlines the commonest kinds into the simulator's loop.
    return this.#kind === TABLE ? this.mean * quantileAt(this.#column, bits) : this.#pick(bits)
  }

  #pick(bits: number): number {
    if (this.#kind === CONSTANT) return this.mean
    const column = this.#column
    if (this.#kind === HAZARD) return this.#hazard!.at(quantileAt(column, bits))
    const uniform = (bits >>> 0) * 2 ** -32
    if (this.#kind === VALUES) return column[Math.trunc(uniform * column.length)]!
    const place = uniform * (column.length - 1)
    const below = Math.trunc(place)
    const low = column[below]!
    return low + (place - below) * (column[below + 1]! - low)
  }
}

/** Tables by kind and cv, or shape: queues and intervals of a scenario share them, and with them the processor's cache. */
const tables = new Map<string, Float64Array>()

function tableOf(distribution: string, parameter: number): Float64Array {
  const key = `${distribution} ${parameter}`
  const known = tables.get(key)
  if (known) return known
  const table = distribution === 'weibull' ? weibullTable(parameter) : newTable(distribution, parameter)
  tables.set(key, table)
  return table
}

function newTable(distribution: string, cv: number): Float64Array {
  if (distribution === 'gamma') {
    const quantile = gammaQuantiles(1 / (cv * cv))
    return quantileTable((tail, isUpper) => quantile(tail, isUpper) * cv * cv)
  }
  if (distribution === 'exponential') {
    return quantileTable((tail, isUpper) => (isUpper ? -Math.log(tail) : -Math.log1p(-tail)))
  }
  const deviation = Math.sqrt(Math.log1p(cv * cv))
  return quantileTable((tail, isUpper) => {
    const score = normalQuantile(tail)
    return Math.exp(deviation * (isUpper ? -score : score) - 0.5 * deviation * deviation)
  })
}

/** Of mean 1: a power of exponential times. */
function weibullTable(shape: number): Float64Array {
  const scale = 1 / Math.exp(logGammaAbove(1 / shape))
  return quantileTable(
    (tail, isUpper) => scale * (isUpper ? -Math.log(tail) : -Math.log1p(-tail)) ** (1 / shape),
  )
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
    case 'weibull': {
      const { mean, shape } = definition
      checkMean(mean, where)
      const inRange = shape >= LEAST_SHAPE && shape <= GREATEST_SHAPE
      check(inRange, `${where}.shape`, shape, `a number from ${LEAST_SHAPE} to ${GREATEST_SHAPE}`)
      return { mean, cv: Math.sqrt(Math.expm1(logGammaAbove(2 / shape) - 2 * logGammaAbove(1 / shape))) }
    }
    case 'empirical':
      if ('hazard' in definition) return momentsOfHazard(definition.hazard, `${where}.hazard`)
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

function momentsOfHazard(pieces: readonly HazardPiece[], where: string): { mean: number; cv: number } {
  check(pieces.length > 0, where, '[]', 'at least one piece')
  pieces.forEach(({ untilSeconds, perMinute }, i) => {
    const before = pieces[i - 1]?.untilSeconds ?? 0
    check(untilSeconds > before, `${where}[${i}].untilSeconds`, untilSeconds, `a number above ${before}`)
    check(perMinute >= 0, `${where}[${i}].perMinute`, perMinute, 'a number, 0 or more')
  })
  const last = pieces.length - 1
  const lastPerMinute = pieces[last]!.perMinute
  check(lastPerMinute > 0, `${where}[${last}].perMinute`, lastPerMinute, 'a number above 0, since it goes on')
  return new HazardTimes(pieces)
}

function checkMean(mean: number, where: string): void {
  check(mean >= 0, `${where}.mean`, mean, 'a number, 0 or more')
}

function check(right: boolean, where: string, got: number | string, expected: string): void {
  if (!right || got === Number.POSITIVE_INFINITY)
    throw new WrongInput(`${where} is ${got}; expected ${expected}.`)
}
