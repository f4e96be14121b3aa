/** How much days and intervals differ beyond chance. */
export interface FittedBusyness {
  /** Coefficients of variation of a day's busyness, and of an interval's own on top of it. */
  readonly dayVariation: number
  readonly intervalVariation: number
  /** Of an interval's own busyness with the next one's. */
  readonly intervalCorrelation: number
}

/** With fewer days their intervals say nothing about each other. */
const LEAST_DAYS = 10
/** An effect must be so many standard errors large to be believed. */
const LEAST_ERRORS = 2
const CORRELATIONS = Array.from({ length: 20 }, (_, i) => i / 20)

/** Covariance of intervals k apart, relative to their means, and its weight, by k. */
interface Profile {
  readonly relative: readonly number[]
  readonly weight: readonly number[]
}

interface Components {
  readonly day: number
  readonly interval: number
  readonly correlation: number
}

/**
 * Tells how busy intervals are by themselves from how busy their days are. Counts are Poisson given both, so that those
 * of intervals k apart have the covariance m·m'·(c + d·rᵏ), to which those of one interval add m: c is the variance of
 * the day's factor, and d (1 + c times it) that of the interval's own, whose correlation falls as powers of r. The
 * moments of all pairs equally far apart are pooled, as in Avramidis, Deslauriers and L'Ecuyer 2004, and c, d and r are
 * those of least squares. Undefined where days are too few, or d is not twice its standard error, which leaving out
 * each day in turn tells (the jackknife; Efron and Stein 1981).
 *
 * @param counts of each day, by interval
 */
export function fitBusyness(counts: readonly (readonly number[])[]): FittedBusyness | undefined {
  const days = counts.length
  if (days < LEAST_DAYS || (counts[0]?.length ?? 0) < 3) return undefined
  const found = componentsOf(profileOf(counts))
  const without = counts.map((_, day) => componentsOf(profileOf(counts.filter((_, other) => other !== day))))
  const mean = without.reduce((sum, { interval }) => sum + interval, 0) / days
  const squares = without.reduce((sum, { interval }) => sum + (interval - mean) ** 2, 0)
  const error = Math.sqrt((squares * (days - 1)) / days)
  if (found.interval <= LEAST_ERRORS * error) return undefined
  return {
    dayVariation: Math.sqrt(found.day),
    intervalVariation: Math.sqrt(found.interval / (1 + found.day)),
    intervalCorrelation: found.correlation,
  }
}

function profileOf(counts: readonly (readonly number[])[]): Profile {
  const days = counts.length
  const intervals = counts[0]!.length
  const means = counts[0]!.map((_, i) => counts.reduce((sum, day) => sum + day[i]!, 0) / days)
  const off = counts.map(day => day.map((calls, i) => calls - means[i]!))
  const relative: number[] = []
  const weight: number[] = []
  // Beyond half of the day pairs are few.
  for (let apart = 0; apart <= intervals / 2; apart++) {
    let [covariance, product] = [0, 0]
    for (let i = 0; i + apart < intervals; i++) {
      const sum = off.reduce((total, day) => total + day[i]! * day[i + apart]!, 0)
      covariance += sum / (days - 1) - (apart === 0 ? means[i]! : 0)
      product += means[i]! * means[i + apart]!
    }
    relative.push(product === 0 ? 0 : covariance / product)
    weight.push(product)
  }
  return { relative, weight }
}

function componentsOf(profile: Profile): Components {
  let best: Components & { readonly error: number } = { day: 0, interval: 0, correlation: 0, error: Infinity }
  for (const correlation of CORRELATIONS) {
    const fitted = leastSquares(profile, correlation)
    if (fitted.error < best.error) best = { ...fitted, correlation }
  }
  return best
}

/** The day's and the interval's part, neither below 0, for one correlation. */
function leastSquares({ relative, weight }: Profile, correlation: number) {
  const shape = relative.map((_, apart) => (apart === 0 ? 1 : correlation ** apart))
  const sum = (of: (apart: number) => number) =>
    relative.reduce((total, _, apart) => total + weight[apart]! * of(apart), 0)
  const all = sum(() => 1)
  const meanShape = sum(apart => shape[apart]!) / all
  const meanRelative = sum(apart => relative[apart]!) / all
  const spread = sum(apart => (shape[apart]! - meanShape) ** 2)
  const shared = sum(apart => (shape[apart]! - meanShape) * (relative[apart]! - meanRelative))
  const slope = Math.max(0, spread === 0 ? 0 : shared / spread)
  const level = meanRelative - slope * meanShape
  const day = Math.max(0, level)
  const squared = sum(apart => shape[apart]! ** 2)
  const alone = squared === 0 ? 0 : sum(apart => shape[apart]! * relative[apart]!) / squared
  const interval = level >= 0 ? slope : Math.max(0, alone)
  const error = sum(apart => (relative[apart]! - day - interval * shape[apart]!) ** 2)
  return { day, interval, error }
}
