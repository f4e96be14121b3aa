/** A share between 0 and 1, of how many it is one, and the interval that holds the true share. */
export interface Share {
  readonly count: number
  readonly share: number
  readonly low: number
  readonly high: number
}

/** The normal deviate that 95 % of cases stay within. */
export const DEVIATE_95 = 1.959963984540054

/**
 * A share with its 95 % interval by Wilson (1927), which holds for small counts and for shares near 0 and 1 too.
 * `sum` may be a sum of parts from 0 to 1: with the same mean no such parts vary more than yes and no do, so that the
 * interval is then wide enough, and rather too wide. Null where nothing is counted.
 */
export function wilson(sum: number, count: number): Share | null {
  if (count === 0) return null
  const share = sum / count
  const z2 = DEVIATE_95 ** 2
  const middle = (share + z2 / (2 * count)) / (1 + z2 / count)
  const half =
    (DEVIATE_95 / (1 + z2 / count)) * Math.sqrt((share * (1 - share)) / count + z2 / (4 * count ** 2))
  // Rounding must not put the share outside of its own interval.
  return {
    count,
    share,
    low: Math.max(0, Math.min(share, middle - half)),
    high: Math.min(1, Math.max(share, middle + half)),
  }
}
