import type { Interval } from '../statistics/interval.ts'
import type { Measure } from './measures.ts'
import { MEASURES } from './measures.ts'
import type { Sample } from './sample.ts'

/** How narrow the confidence interval of a measure of the day is to be. */
export interface WantedPrecision {
  readonly measure: Measure
  /** Half the interval's width, above 0: in the measure's unit, or as a share of its mean. */
  readonly halfWidth: number
  readonly isShareOfMean: boolean
}

/** How narrow it has become. */
export interface ReachedPrecision extends WantedPrecision {
  /** In the same terms as was wanted; null where the measure is not defined. */
  readonly reached: number | null
  readonly isReached: boolean
}

/** How the intervals of a sample stand against what is wanted. */
export function precisionOf(sample: Sample, wanted: readonly WantedPrecision[]): ReachedPrecision[] {
  return wanted.map(each => {
    const interval = sample.interval(MEASURES.indexOf(each.measure))
    const reached = interval && halfOf(interval, each.isShareOfMean)
    return { ...each, reached, isReached: reached !== null && reached <= each.halfWidth }
  })
}

/** The greatest half-width ÷ what is wanted of it; 0 where nothing of what is wanted is defined. */
export function excessOver(precision: readonly ReachedPrecision[]): number {
  return Math.max(0, ...precision.map(({ reached, halfWidth }) => (reached ?? 0) / halfWidth))
}

function halfOf({ mean, low, high }: Interval, isShareOfMean: boolean): number {
  const half = (high - low) / 2
  // Nothing is a share of 0, unless it is 0 itself.
  return isShareOfMean && half > 0 ? half / Math.abs(mean) : half
}
