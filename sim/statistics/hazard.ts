/** Up to this time since the beginning, or since the piece before, a hazard is constant. */
export interface HazardPiece {
  readonly untilSeconds: number
  readonly perMinute: number
}

const MINUTE_SECONDS = 60

/**
 * Times whose hazard is constant by pieces: of all who have lasted until a moment, `perMinute` a minute end there.
 * Beyond the last piece the hazard stays as it was in it, so that one must be above 0.
 *
 * Whatever the hazard, what has added up of it by the end is exponential with mean 1; so a time comes from one such
 * draw, by walking along the hazard until it is used up (inversion of the integrated hazard: Devroye 1986, Non-Uniform
 * Random Variate Generation, VI.2).
 */
export class HazardTimes {
  /** In seconds. */
  readonly mean: number
  /** Standard deviation ÷ mean. */
  readonly cv: number
  /** By piece: where it begins, in seconds, the hazard that has added up by then, and that of a second in it. */
  readonly #fromSeconds: Float64Array
  readonly #spent: Float64Array
  readonly #perSecond: Float64Array

  constructor(pieces: readonly HazardPiece[]) {
    this.#fromSeconds = Float64Array.from(pieces, (_, i) => pieces[i - 1]?.untilSeconds ?? 0)
    this.#perSecond = Float64Array.from(pieces, ({ perMinute }) => perMinute / MINUTE_SECONDS)
    this.#spent = new Float64Array(pieces.length)
    for (let i = 1; i < pieces.length; i++) {
      const seconds = this.#fromSeconds[i]! - this.#fromSeconds[i - 1]!
      this.#spent[i] = this.#spent[i - 1]! + seconds * this.#perSecond[i - 1]!
    }
    const { first, second } = this.#moments()
    this.mean = first
    this.cv = Math.sqrt(Math.max(0, second / first ** 2 - 1))
  }

  /** The seconds by which so much hazard has added up; `spent` at least 0. */
  at(spent: number): number {
    const begins = this.#spent
    let low = 0
    let high = begins.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (begins[middle]! <= spent) low = middle
      else high = middle
    }
    return this.#fromSeconds[low]! + (spent - begins[low]!) / this.#perSecond[low]!
  }

  /** Mean of the time and of its square: the integrals of the share that lasts, and of it times twice the time. */
  #moments(): { first: number; second: number } {
    let [first, second] = [0, 0]
    for (let i = 0; i < this.#spent.length; i++) {
      const share = Math.exp(-this.#spent[i]!)
      const rate = this.#perSecond[i]!
      const from = this.#fromSeconds[i]!
      const seconds = (this.#fromSeconds[i + 1] ?? Number.POSITIVE_INFINITY) - from
      const lasting = integrals(rate, seconds)
      first += share * lasting.first
      second += 2 * share * (from * lasting.first + lasting.second)
    }
    return { first, second }
  }
}

/** The integrals of e^(−rate·t) and of t·e^(−rate·t) over so many seconds. */
function integrals(rate: number, seconds: number): { first: number; second: number } {
  if (rate === 0) return { first: seconds, second: seconds ** 2 / 2 }
  if (seconds === Number.POSITIVE_INFINITY) return { first: 1 / rate, second: 1 / rate ** 2 }
  const gone = -Math.expm1(-rate * seconds)
  const first = gone / rate
  return { first, second: (first - seconds * (1 - gone)) / rate }
}
