import { batchMeansInterval } from '../statistics/batch-means.ts'
import type { Interval } from '../statistics/interval.ts'
import { meanInterval } from '../statistics/interval.ts'

/** Something measured of one replication beside its calls: counts or ratios, by interval. */
export interface Series {
  readonly above: Float64Array
  /** Without it, `above` is the measure. */
  readonly below?: Float64Array
  /** Units of the measure. */
  readonly times?: number
  /** The measure of the day is that of its last interval. */
  readonly isAtEnd?: boolean
}

/** Values of a series: of the day, then of each interval; NaN where one is not defined. */
export function valuesOf({ above, below, times = 1, isAtEnd }: Series): Float64Array {
  const values = new Float64Array(1 + above.length)
  const value = (over: number, under: number) => (under === 0 ? Number.NaN : (over / under) * times)
  above.forEach((over, i) => {
    values[1 + i] = value(over, below ? below[i]! : 1)
  })
  values[0] = isAtEnd ? values[above.length]! : value(sum(above), below ? sum(below) : 1)
  return values
}

/**
 * What one replication alone says of a series: of the day an interval from batch means, of intervals no more than a
 * value. The first `warm` intervals are left out.
 */
export function aloneOf(series: Series, warm: number): (Interval | null)[] {
  const intervals = Array.from(valuesOf(series), value => meanInterval([value]))
  const { above, below, times = 1, isAtEnd } = series
  if (isAtEnd) return intervals
  const counts = above.subarray(warm)
  const [day, scale] = below
    ? [batchMeansInterval(counts, below.subarray(warm)), times]
    : [batchMeansInterval(counts, new Float64Array(counts.length).fill(1)), counts.length * times]
  intervals[0] = day && { mean: day.mean * scale, low: day.low * scale, high: day.high * scale }
  return intervals
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0)
}
