import quantile from '@stdlib/stats-base-dists-t-quantile'

const known = new Map<string, number>()

/**
 * Student's t quantile: what a t variable of so many degrees of freedom stays below with that probability.
 * Probability above 0 and below 1; freedom a whole number, at least 1. Remembered, since the library takes 25 µs and
 * a staffing asks for thousands of intervals, all at a few confidences and numbers of replications.
 */
export function tQuantile(probability: number, freedom: number): number {
  const key = `${probability} ${freedom}`
  const found = known.get(key)
  if (found !== undefined) return found
  const value = quantile(probability, freedom)
  known.set(key, value)
  return value
}
