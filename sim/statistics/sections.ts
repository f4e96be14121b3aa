import type { Interval } from './interval.ts'
import { tQuantile } from './t-quantile.ts'

/**
 * A quantile of one long run and its confidence interval by sectioning: the run's own quantile in the middle, and
 * Student's t on how far the quantiles of consecutive sections lie from it, so that the bias of quantiles of few
 * values does not move the result. Sections must be long against the time in which the queue forgets. Sources:
 * Asmussen and Glynn 2007, Stochastic Simulation, III.5; Nakayama 2014, Confidence Intervals for Quantiles Using
 * Sectioning.
 *
 * @param whole the quantile of the whole run
 * @param sections quantiles of its sections; NaN where a section has no value, which is left out
 * @returns null where the whole run has no value; low and high are infinite where fewer than two sections have one
 */
export function sectionsInterval(
  whole: number,
  sections: readonly number[],
  confidence = 0.95,
): Interval | null {
  if (Number.isNaN(whole)) return null
  const seen = sections.filter(value => !Number.isNaN(value))
  const count = seen.length
  if (count < 2) return { mean: whole, low: -Infinity, high: Infinity }
  const squares = seen.reduce((sum, value) => sum + (value - whole) ** 2, 0)
  const half = tQuantile((1 + confidence) / 2, count - 1) * Math.sqrt(squares / (count * (count - 1)))
  return { mean: whole, low: whole - half, high: whole + half }
}
