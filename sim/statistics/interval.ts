import { assert } from '../../src/base/assert.ts'
import { Running } from './running.ts'
import { tQuantile } from './t-quantile.ts'

/** A mean and the confidence interval around it. */
export interface Interval {
  readonly mean: number
  readonly low: number
  readonly high: number
}

/**
 * The mean of independent replications and Student's t interval around it, at a confidence between 0 and 1. NaN is a
 * replication in which the measure was not defined, and is left out. Null when none is defined. One value alone says
 * nothing about the spread: low and high are then infinite, so a single replication needs batch means instead.
 */
export function meanInterval(values: ArrayLike<number>, confidence = 0.95): Interval | null {
  const seen = runningOf(values)
  if (seen.count(0) === 0) return null
  const mean = seen.mean(0)
  const half = halfWidth(seen, (1 + confidence) / 2)
  return { mean, low: mean - half, high: mean + half }
}

/**
 * What the mean exceeds with one-sided confidence: a share holds a target of at least x when this is x or more.
 * NaN when no replication is defined; −∞ for one.
 */
export function oneSidedLow(values: ArrayLike<number>, confidence = 0.95): number {
  const seen = runningOf(values)
  return seen.mean(0) - halfWidth(seen, confidence)
}

/**
 * What the mean stays below with one-sided confidence: abandonment or occupancy holds a target of at most x when
 * this is x or less. NaN when no replication is defined; +∞ for one.
 */
export function oneSidedHigh(values: ArrayLike<number>, confidence = 0.95): number {
  const seen = runningOf(values)
  return seen.mean(0) + halfWidth(seen, confidence)
}

/**
 * The mean change from before to after and its interval, replication by replication: both met the same callers, so
 * what the callers' luck did to both cancels. Pairs with a NaN are left out; null when no pair is left.
 */
export function pairedInterval(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  confidence = 0.95,
): Interval | null {
  assert(before.length === after.length, `${before.length} replications before and ${after.length} after`)
  return meanInterval(
    Float64Array.from(after, (value, i) => value - before[i]!),
    confidence,
  )
}

function runningOf(values: ArrayLike<number>): Running {
  const seen = new Running(1)
  for (let i = 0; i < values.length; i++) seen.add(0, values[i]!)
  return seen
}

function halfWidth(seen: Running, probability: number): number {
  assert(probability > 0 && probability < 1, `probability ${probability}; expected above 0 and below 1`)
  const count = seen.count(0)
  if (count < 2) return Infinity
  return tQuantile(probability, count - 1) * Math.sqrt(seen.variance(0) / count)
}
