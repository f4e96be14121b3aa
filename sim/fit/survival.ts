/** How long a caller waited, and whether the caller ended it. */
export interface Wait {
  readonly seconds: number
  readonly abandoned: boolean
}

/** The share of callers who would wait longer than each of the seconds, which rise. */
export interface Curve {
  readonly seconds: readonly number[]
  readonly survival: readonly number[]
  /** Abandonments a second and waiting caller over the last half of the curve; above 0. */
  readonly tailHazard: number
}

/**
 * Mean patience by maximum likelihood, were patience exponential: total waiting time ÷ abandonments. Null where
 * nobody abandoned, or nobody waited.
 */
export function exponentialFit(waits: readonly Wait[]): number | null {
  const abandonments = waits.filter(({ abandoned }) => abandoned).length
  const total = waits.reduce((sum, { seconds }) => sum + seconds, 0)
  return abandonments === 0 || total === 0 ? null : total / abandonments
}

/**
 * The product-limit curve (Kaplan and Meier 1958, "Nonparametric estimation from incomplete observations"), up to
 * the last whole second that at least `leastAtRisk` callers reached. In the same second callers abandon before
 * others are answered.
 */
export function kaplanMeier(waits: readonly Wait[], leastAtRisk: number): Curve {
  const sorted = [...waits].sort((a, b) => a.seconds - b.seconds)
  const seconds: number[] = []
  const survival: number[] = []
  let left = sorted.length
  let share = 1
  for (let i = 0; i < sorted.length && left >= leastAtRisk; ) {
    const at = Math.round(sorted[i]!.seconds)
    let [gone, ended] = [0, 0]
    for (; i < sorted.length && Math.round(sorted[i]!.seconds) === at; i++) {
      ended++
      if (sorted[i]!.abandoned) gone++
    }
    share *= 1 - gone / left
    left -= ended
    if (share <= 0) break
    seconds.push(at)
    survival.push(share)
  }
  return { seconds, survival, tailHazard: tailHazardOf(sorted, (seconds.at(-1) ?? 0) / 2) }
}

function tailHazardOf(waits: readonly Wait[], fromSeconds: number): number {
  const tail = waits.filter(({ seconds }) => seconds > fromSeconds)
  const exposure = tail.reduce((sum, { seconds }) => sum + seconds - fromSeconds, 0)
  const gone = tail.filter(({ abandoned }) => abandoned).length
  if (gone > 0 && exposure > 0) return gone / exposure
  // Nobody gave up late: as if one were about to.
  return 1 / Math.max(1, exposure, ...waits.slice(-1).map(({ seconds }) => seconds))
}

/** The survival function of evenly spaced quantiles joined by straight lines. */
export function survivalOf(quantiles: readonly number[]): (seconds: number) => number {
  const pieces = quantiles.length - 1
  return seconds => {
    if (seconds <= quantiles[0]!) return 1
    let low = 0
    let high = pieces
    if (seconds >= quantiles[high]!) return 0
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (quantiles[middle]! <= seconds) low = middle
      else high = middle
    }
    const [from, to] = [quantiles[low]!, quantiles[high]!]
    return 1 - (low + (to > from ? (seconds - from) / (to - from) : 1)) / pieces
  }
}
