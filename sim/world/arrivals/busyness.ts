import { RandomStream } from '../../../src/base/random.ts'
import { DAY_MS } from '../../../src/base/units.ts'
import { normalQuantile } from '../../statistics/normal-quantile.ts'
import { STREAM_DAYS, STREAM_INTERVALS, streamOf } from '../kinds.ts'
import type { PlannedArrivals } from './arrivals-plan.ts'

/**
 * How much busier than forecast each interval of a replication is: a factor of mean 1, that of its day times its own.
 * Two levels of busyness are the model PG2 of Oreshkin, Régnard and L'Ecuyer 2016 ("Rate-Based Daily Arrival Process
 * Models with Application to Call Centers", Operations Research 64); here those of intervals may be correlated too,
 * as Avramidis, Deslauriers and L'Ecuyer 2004 found in a real centre.
 *
 * Of days factors are gamma. Of intervals they are lognormal: their logarithms are normal and form an autoregression
 * of the first order, so that moments have closed forms. With v = ln(1 + cv²), logarithms correlated by ρ make
 * factors correlated by (e^(vρ) − 1) ÷ (e^v − 1). So neighbours are correlated as the scenario says if
 * ρ = ln(1 + r(e^v − 1)) ÷ v, and those k intervals apart by (e^(vρᵏ) − 1) ÷ (e^v − 1).
 */
export class Busyness {
  readonly #plan: PlannedArrivals
  readonly #intervalsPerDay: number
  readonly #days = new RandomStream(0)
  readonly #luck = new RandomStream(0)
  readonly #deviation: number
  readonly #correlation: number
  #day = 1
  #score = 0
  /** The interval that `factor` was worked out for. */
  #interval = -1

  /** @param intervalMs length of an interval */
  constructor(plan: PlannedArrivals, intervalMs: number) {
    this.#plan = plan
    this.#intervalsPerDay = DAY_MS / intervalMs
    const { intervalVariation, intervalCorrelation } = plan
    const variance = Math.log1p(intervalVariation * intervalVariation)
    this.#deviation = Math.sqrt(variance)
    this.#correlation =
      variance === 0 ? 0 : Math.log1p(intervalCorrelation * intervalVariation * intervalVariation) / variance
  }

  /** @param first luck of the first day, of which one uniform is taken */
  begin(first: RandomStream, seed: number, replication: number): void {
    this.#day = this.#plan.dayBusyness.draw(first)
    this.#days.reseed(seed, streamOf(replication, STREAM_DAYS), 0)
    this.#luck.reseed(seed, streamOf(replication, STREAM_INTERVALS), 0)
    this.#interval = -1
  }

  /** The factor of an interval; intervals are asked for in order, from any one on. */
  at(interval: number): number {
    for (; this.#interval < interval; this.#interval++) this.#enter(this.#interval + 1)
    if (this.#deviation === 0) return this.#day
    return this.#day * Math.exp(this.#deviation * this.#score - 0.5 * this.#deviation * this.#deviation)
  }

  /** Every interval takes its luck whether anybody asks for it or not, so that a late start has the same day. */
  #enter(interval: number): void {
    const day = Math.floor(interval / this.#intervalsPerDay)
    const before = Math.floor((interval - 1) / this.#intervalsPerDay)
    if (interval > 0 && day > before) this.#day = this.#plan.dayBusyness.draw(this.#days)
    if (this.#deviation === 0) return
    const uniform = ((this.#luck.nextBits() >>> 0) + 0.5) * 2 ** -32
    const fresh = normalQuantile(uniform)
    const correlation = interval === 0 ? 0 : this.#correlation
    this.#score = correlation * this.#score + Math.sqrt(1 - correlation * correlation) * fresh
  }
}
