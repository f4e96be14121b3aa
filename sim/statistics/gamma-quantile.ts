import { incompleteGamma, logGammaWeight } from '../exact/incomplete-gamma.ts'

/** Quantiles are tabulated over normal scores in this range, which 32-bit uniforms never leave (±6.23). */
const LOWEST_SCORE = -6.25
const KNOTS_PER_SCORE = 32
const KNOTS = 2 * 6.25 * KNOTS_PER_SCORE + 1

/**
 * A table of one gamma distribution's quantiles, for drawing by inversion: at each normal score z the logarithm of
 * the quantile at Φ(z), and its slope, alternating. The logarithm is a smooth function of the score for every
 * shape, so that cubics between 401 knots give shares right to 7 digits. Scale 1; shapes from 0.04 to a million.
 * Source: Hermite inversion, Hörmann and Leydold 2003, Continuous Random Variate Generation by Fast Numerical
 * Inversion; here in log quantile and normal score, which straighten both tails. Takes a few milliseconds.
 */
export function gammaQuantileTable(shape: number): Float64Array {
  const table = new Float64Array(2 * KNOTS)
  let log = lowestLogQuantile(shape)
  let slope = 0
  for (let knot = 0; knot < KNOTS; knot++) {
    const score = LOWEST_SCORE + knot / KNOTS_PER_SCORE
    log = solve(shape, score, log + slope)
    const density = Math.exp(-0.5 * score * score) / Math.sqrt(2 * Math.PI)
    slope = density / (shape * Math.exp(logGammaWeight(shape, Math.exp(log)))) / KNOTS_PER_SCORE
    table[2 * knot] = log
    table[2 * knot + 1] = slope
  }
  return table
}

/** The quantile at a normal score from −6.25 to below 6.25, by the cubic between its two knots. */
export function gammaQuantileAt(table: Float64Array, score: number): number {
  const place = (score - LOWEST_SCORE) * KNOTS_PER_SCORE
  const knot = Math.trunc(place)
  const t = place - knot
  const y0 = table[2 * knot]!
  const slope0 = table[2 * knot + 1]!
  const y1 = table[2 * knot + 2]!
  const slope1 = table[2 * knot + 3]!
  const rise = y1 - y0
  const bend = slope0 + slope1 - 2 * rise
  return Math.exp(y0 + t * (slope0 + t * (rise - slope0 - bend + t * bend)))
}

/**
 * Where the search for the lowest quantile begins: Wilson and Hilferty's cube root (1931) for large shapes; else a
 * point never above the quantile, since the share below x is at most x^shape ÷ Γ(shape + 1).
 */
function lowestLogQuantile(shape: number): number {
  if (shape > 25)
    return 3 * Math.log(1 - 1 / (9 * shape) + LOWEST_SCORE / (3 * Math.sqrt(shape))) + Math.log(shape)
  const logGamma = -1 - logGammaWeight(shape, 1)
  return (Math.log(normalShareBeyond(LOWEST_SCORE)) + logGamma) / shape
}

/** Newton's method on the logarithm of the smaller tail, which is nearly straight in the logarithm of x. */
function solve(shape: number, score: number, start: number): number {
  const wanted = Math.log(normalShareBeyond(score))
  let log = start
  for (let i = 0; i < 100; i++) {
    const x = Math.exp(log)
    const { below, above } = incompleteGamma(shape, x)
    const tail = score < 0 ? below : above
    const density = shape * Math.exp(logGammaWeight(shape, x))
    const step = ((wanted - Math.log(tail)) * tail) / (score < 0 ? density : -density)
    log += step
    if (Math.abs(step) < 1e-12 * Math.max(1, Math.abs(log))) break
  }
  return log
}

/** The share of a standard normal variable that lies farther out than the score, on the score's own side. */
function normalShareBeyond(score: number): number {
  return incompleteGamma(0.5, 0.5 * score * score).above / 2
}
