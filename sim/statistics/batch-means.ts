import { assert } from '../../src/base/assert.ts'
import { type Interval, meanInterval } from './interval.ts'
import { ratios } from './ratio.ts'

/**
 * Between 10 and 30 batches do best: with more, batches become short and depend on each other; with fewer, t grows
 * (Schmeiser 1982, Batch Size Effects in the Analysis of Simulation Output).
 */
const FEWEST_BATCHES = 20
const MOST_BATCHES = 30

/**
 * The ratio of two totals over one long run, and its confidence interval. The run comes as consecutive slices of equal
 * simulated time, each with its part of both totals: waiting seconds and callers, or answered in time and queued; for
 * a time average the denominator is the slice's length. Slices are joined to 20 to 30 batches, the number that leaves
 * batches most nearly equal (each slice its own up to 30), and the jackknife over batches gives the spread (Miller 1974,
 * The Jackknife: A Review). A batch must be long against the time in which the queue forgets. The mean stays the ratio
 * of the totals, as anybody would compute it from the run's counts; its bias is small against the interval.
 *
 * Null when the denominators are all 0; low and high are infinite when nothing tells the spread.
 */
export function batchMeansInterval(
  numerators: ArrayLike<number>,
  denominators: ArrayLike<number>,
  confidence = 0.95,
): Interval | null {
  assert(
    numerators.length === denominators.length,
    `${numerators.length} numerators, ${denominators.length} below`,
  )
  const count = batchCount(numerators.length)
  const above = batches(numerators, count)
  const below = batches(denominators, count)
  const allAbove = sum(above)
  const allBelow = sum(below)
  if (allBelow === 0) return null
  const mean = allAbove / allBelow
  const withoutOne = ratios(
    above.map(part => allAbove - part),
    below.map(part => allBelow - part),
  )
  const pseudo = meanInterval(
    withoutOne.map(rest => count * mean - (count - 1) * rest),
    confidence,
  )
  // All calls in one batch leave nothing to compare it with.
  if (!pseudo || withoutOne.some(Number.isNaN)) return { mean, low: -Infinity, high: Infinity }
  const half = (pseudo.high - pseudo.low) / 2
  return { mean, low: mean - half, high: mean + half }
}

/** Batches that so many slices of a run are joined to. */
export function batchCount(slices: number): number {
  if (slices <= MOST_BATCHES) return slices
  let best = MOST_BATCHES
  for (let count = MOST_BATCHES; count >= FEWEST_BATCHES; count--) {
    if (slices % count < slices % best) best = count
  }
  return best
}

/** Totals of consecutive slices; batches differ by one slice at most. */
function batches(slices: ArrayLike<number>, count: number): Float64Array {
  const totals = new Float64Array(count)
  for (let i = 0; i < slices.length; i++) totals[Math.floor((i * count) / slices.length)]! += slices[i]!
  return totals
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0)
}
