import { assert } from '../../src/base/assert.ts'

/** Series and continued fraction stop when a term changes nothing any more. */
const NEGLIGIBLE = 1e-17
const SMALLEST = 1e-300

/**
 * The regularised incomplete gamma function: the share `below` x, and the share `above` it, of a gamma variable of
 * the given shape and scale 1; each keeps its relative precision when it is tiny. `below` is also the probability
 * that a Poisson variable of mean x is at least the shape, a whole number then.
 *
 * Shape above 0, x at least 0. About √shape steps. Source: Abramowitz and Stegun 6.5.29 (series) and 6.5.31
 * (continued fraction), the latter by the method of Lentz (Numerical Recipes, 6.2).
 */
export function incompleteGamma(
  shape: number,
  x: number,
): { readonly below: number; readonly above: number } {
  assert(shape > 0 && x >= 0, `shape ${shape} and x ${x}; expected shape > 0 and x >= 0`)
  if (x === 0) return { below: 0, above: 1 }
  if (x === Number.POSITIVE_INFINITY) return { below: 1, above: 0 }
  const weight = Math.exp(logGammaWeight(shape, x))
  if (x < shape + 1) {
    const below = weight * series(shape, x)
    return { below, above: 1 - below }
  }
  const above = weight * shape * continuedFraction(shape, x)
  return { below: 1 - above, above }
}

/**
 * The logarithm of x^shape · e^−x ÷ Γ(shape + 1): the Poisson probability of `shape` calls when x are expected,
 * and x ÷ shape times the gamma density at x. Shape and x above 0.
 * The form around x ÷ shape = 1 loses no digits at large shapes (Loader 2000, Fast and Accurate Computation of
 * Binomial Probabilities); small shapes climb to 16 by Γ(s + 1) = s·Γ(s), where Stirling's series is exact enough.
 */
export function logGammaWeight(shape: number, x: number): number {
  let climbed = 0
  let s = shape
  for (; s < 16; s++) climbed += Math.log((s + 1) / x)
  const excess = (x - s) / s
  const logRatio = excess < -0.5 ? Math.log(x) - Math.log(s) : Math.log1p(excess)
  const inverse = 1 / (s * s)
  const stirling =
    (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - inverse / 1188) * inverse) * inverse) * inverse) / s
  return climbed + s * (logRatio - excess) - 0.5 * Math.log(2 * Math.PI * s) - stirling
}

/** The logarithm of Γ(1 + x), x above 0. */
export function logGammaAbove(x: number): number {
  return -1 - logGammaWeight(x, 1)
}

function series(shape: number, x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; term > sum * NEGLIGIBLE; k++) {
    term *= x / (shape + k)
    sum += term
  }
  return sum
}

function continuedFraction(shape: number, x: number): number {
  let b = x + 1 - shape
  let c = 1 / SMALLEST
  let d = 1 / b
  let fraction = d
  for (let k = 1; ; k++) {
    const a = -k * (k - shape)
    b += 2
    d = 1 / awayFromZero(a * d + b)
    c = awayFromZero(b + a / c)
    const factor = c * d
    fraction *= factor
    if (Math.abs(factor - 1) < Number.EPSILON) return fraction
  }
}

function awayFromZero(x: number): number {
  return Math.abs(x) < SMALLEST ? SMALLEST : x
}
