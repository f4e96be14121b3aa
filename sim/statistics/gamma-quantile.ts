import { incompleteGamma, logGammaAbove, logGammaWeight } from '../exact/incomplete-gamma.ts'

/**
 * The quantile function of a gamma distribution of scale 1, for making a table: the value that leaves the share
 * `tail`, from 2^-32 to 1/2, below it, or above it for the upper tail. Each search begins where the one before
 * ended, so ask from the lowest quantile to the highest, in small steps. Shapes from 0.04 to a million.
 */
export function gammaQuantiles(shape: number): (tail: number, isUpper: boolean) => number {
  let log = logBelowAll(shape)
  return (tail, isUpper) => {
    log = solve(shape, Math.log(tail), isUpper, log)
    return Math.exp(log)
  }
}

/** The lowest tail is 2^-32, which a standard normal variable leaves below this. */
const LOWEST_SCORE = -6.23

/**
 * Where the first search begins: Wilson and Hilferty's cube root (1931) for large shapes; else a point never above
 * the quantile, since the share below x is at most x^shape ÷ Γ(shape + 1).
 */
function logBelowAll(shape: number): number {
  if (shape > 25)
    return Math.log(shape) + 3 * Math.log(1 - 1 / (9 * shape) + LOWEST_SCORE / (3 * Math.sqrt(shape)))
  return (-32 * Math.LN2 + logGammaAbove(shape)) / shape
}

/** Newton's method on the logarithm of the tail, which is nearly straight in the logarithm of x. */
function solve(shape: number, logTail: number, isUpper: boolean, start: number): number {
  let log = start
  for (let i = 0; i < 100; i++) {
    const x = Math.exp(log)
    const { below, above } = incompleteGamma(shape, x)
    const share = isUpper ? above : below
    const density = shape * Math.exp(logGammaWeight(shape, x))
    const step = ((logTail - Math.log(share)) * share) / (isUpper ? -density : density)
    log += step
    if (Math.abs(step) < 1e-10 * Math.max(1, Math.abs(log))) break
  }
  return log
}
