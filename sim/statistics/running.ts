import { assert } from '../../src/base/assert.ts'

/**
 * Count, mean and variance of many series at once, in memory that does not grow: one cell a series, for example one
 * for each measure of each interval. Numerically stable for series far from 0. Sources: Welford 1962 (adding one
 * value); Chan, Golub and LeVeque 1979 (merging).
 *
 * Merging rounds, so its order shows in the last digits. For results that are the same whatever the number of
 * workers, workers hand back one `Running` for each replication (or chunk of a fixed size), and the receiver merges
 * them in the order of replications, not in that of arrival.
 */
export class Running {
  readonly #counts: Float64Array
  readonly #means: Float64Array
  /** Sums of squared deviations from the mean. */
  readonly #squares: Float64Array

  constructor(cells: number) {
    this.#counts = new Float64Array(cells)
    this.#means = new Float64Array(cells)
    this.#squares = new Float64Array(cells)
  }

  /** Adds a value to a cell; NaN, a measure that was not defined, is left out. */
  add(cell: number, value: number): void {
    if (Number.isNaN(value)) return
    const count = this.#counts[cell]! + 1
    const before = value - this.#means[cell]!
    const mean = this.#means[cell]! + before / count
    this.#counts[cell] = count
    this.#means[cell] = mean
    this.#squares[cell]! += before * (value - mean)
  }

  /** Takes in what another of as many cells has seen, as if it had been added here. */
  merge(other: Running): void {
    const cells = this.#counts.length
    assert(other.#counts.length === cells, `merging ${other.#counts.length} cells into ${cells}`)
    for (let cell = 0; cell < cells; cell++) {
      const mine = this.#counts[cell]!
      const theirs = other.#counts[cell]!
      if (theirs === 0) continue
      const count = mine + theirs
      const apart = other.#means[cell]! - this.#means[cell]!
      this.#counts[cell] = count
      this.#means[cell]! += (apart * theirs) / count
      this.#squares[cell]! += other.#squares[cell]! + (apart * apart * mine * theirs) / count
    }
  }

  count(cell: number): number {
    return this.#counts[cell]!
  }

  /** NaN in an empty cell. */
  mean(cell: number): number {
    return this.#counts[cell] === 0 ? Number.NaN : this.#means[cell]!
  }

  /** Unbiased, divided by count − 1; NaN with fewer than two values. */
  variance(cell: number): number {
    const count = this.#counts[cell]!
    return count < 2 ? Number.NaN : this.#squares[cell]! / (count - 1)
  }
}
