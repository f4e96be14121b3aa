import { assert } from '../../src/base/assert.ts'
import type { Interval } from './interval.ts'
import { meanInterval } from './interval.ts'
import { tQuantile } from './t-quantile.ts'

/** Fewer replications than this for each control leave too few to tell how the measure goes with it. */
const PER_CONTROL = 10
/** A control is used where it makes the interval at least so much narrower; less may be luck. */
const WORTH_IT = 0.9
/** A control that the others explain but for this share of its spread says nothing of its own. */
const SAME = 1e-10

/**
 * Things counted in each replication whose true mean is known, each given as its distance from it. They serve all
 * measures of the same replications; what does not depend on the measure is worked out once.
 */
export class Controls {
  readonly count: number
  /** Distances from the mean over replications, of the controls that say something of their own. */
  readonly columns: Float64Array[] = []
  /** Their means over replications; the true ones are 0. */
  readonly means: number[] = []
  /** By control and replication: the inverse of the sums of products times the replication's distances. */
  readonly weights: Float64Array[]
  /** How much each replication draws the regression towards itself. */
  readonly leverages: Float64Array
  /** Cholesky factor of the sums of products, row by row. */
  readonly #factor: number[][] = []

  /** @param controls each by replication, with true mean 0 */
  constructor(controls: readonly ArrayLike<number>[]) {
    this.count = controls[0]?.length ?? 0
    for (const control of controls) {
      assert(control.length === this.count, `${this.count} and ${control.length} replications of controls`)
      this.#take(control)
    }
    this.weights = this.columns.map(() => new Float64Array(this.count))
    this.leverages = new Float64Array(this.count).fill(1 / this.count)
    for (let i = 0; i < this.count; i++) {
      const own = this.columns.map(column => column[i]!)
      const solved = this.#solve(own)
      for (const [c, value] of solved.entries()) this.weights[c]![i] = value
      this.leverages[i]! += dot(own, solved)
    }
  }

  /** Takes a control in, unless it never varies or is made of the others. */
  #take(control: ArrayLike<number>): void {
    const { distances, mean } = centred(control)
    const squares = product(distances, distances)
    const row: number[] = []
    for (const [c, other] of this.columns.entries()) {
      const factor = this.#factor[c]!
      row.push((product(distances, other) - dot(row, factor)) / factor[c]!)
    }
    const left = squares - dot(row, row)
    if (!(left > SAME * squares)) return
    this.columns.push(distances)
    this.means.push(mean)
    this.#factor.push([...row, Math.sqrt(left)])
  }

  /** Solves the normal equations for a right side: forwards, then backwards. */
  #solve(right: readonly number[]): number[] {
    const factor = this.#factor
    const solution: number[] = []
    for (const [i, row] of factor.entries()) solution.push((right[i]! - dot(solution, row)) / row[i]!)
    for (let i = factor.length - 1; i >= 0; i--) {
      for (let j = i + 1; j < factor.length; j++) solution[i]! -= factor[j]![i]! * solution[j]!
      solution[i]! /= factor[i]![i]!
    }
    return solution
  }
}

/**
 * The mean of independent replications, by linear regression on controls: days with more calls than expected have
 * longer waits, and the regression takes away what is due to that.
 *
 * Each replication is corrected with the coefficients that all others gave without it, so that the mean has no bias
 * whatever the distributions (splitting, Avramidis and Wilson 1993). The interval is Student's t on the corrected
 * replications, with degrees of freedom less the controls: leaving each out also widens it where waits do not go up
 * in a straight line, of which the textbook's variance of a regression's constant knows nothing.
 * Where it is not clearly narrower than the plain interval, the plain one is given: also where replications are few,
 * or where the measure is not defined in some of them, among which the controls have no known mean.
 *
 * @param values by replication; NaN where the measure is not defined
 */
export function controlledInterval(
  values: ArrayLike<number>,
  controls: Controls,
  confidence = 0.95,
): Interval | null {
  const plain = meanInterval(values, confidence)
  const used = controls.columns.length
  if (!plain || used === 0 || values.length < 2 + PER_CONTROL * used) return plain
  assert(values.length === controls.count, `${values.length} values and ${controls.count} of each control`)
  const { distances, mean } = centred(values)
  if (Number.isNaN(mean)) return plain
  const { mean: middle, low, high } = meanInterval(corrected(values, distances, controls), confidence)!
  const probability = (1 + confidence) / 2
  const fewer = tQuantile(probability, values.length - 1 - used) / tQuantile(probability, values.length - 1)
  const half = (fewer * (high - low)) / 2
  if (half > (WORTH_IT * (plain.high - plain.low)) / 2) return plain
  return { mean: middle, low: middle - half, high: middle + half }
}

/**
 * Each value less what the controls explain of it by coefficients from which it is left out: without it they change
 * by its weight times residual ÷ (1 − leverage) (Sherman and Morrison 1950).
 */
function corrected(values: ArrayLike<number>, distances: Float64Array, controls: Controls): Float64Array {
  const { columns, means, weights, leverages } = controls
  const coefficients = weights.map(each => product(each, distances))
  return Float64Array.from(values, (value, i) => {
    const step = (distances[i]! - fitted(columns, coefficients, i)) / (1 - leverages[i]!)
    let left = value
    for (let c = 0; c < columns.length; c++) {
      left -= (coefficients[c]! - weights[c]![i]! * step) * (columns[c]![i]! + means[c]!)
    }
    return left
  })
}

function fitted(columns: readonly Float64Array[], coefficients: readonly number[], i: number): number {
  let sum = 0
  for (let c = 0; c < columns.length; c++) sum += coefficients[c]! * columns[c]![i]!
  return sum
}

/** NaN where one of the values is. */
function centred(values: ArrayLike<number>): { distances: Float64Array; mean: number } {
  const column = Float64Array.from(values)
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length
  return { distances: column.map(value => value - mean), mean }
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/** Over as many as the first has. */
function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
