import { assert } from '../../src/base/assert.ts'

/** Each octave, from a power of two to the next, is cut into 2^6 buckets of equal width: one page of counts. */
const PAGE_BITS = 6
const PAGE = 1 << PAGE_BITS
/** Values below 2^6 have a bucket each; the last of the octaves ends at 2^37, four years of milliseconds. */
const PAGES = 32
/** From here on values are counted in steps of 2^16, because shifts know 32 bits. */
const FAR = 2 ** 31
const FAR_BITS = 16
/** Pages that memory is made for at first. */
const FIRST_PAGES = 64

/**
 * How many values of each size were seen, by cell: enough to know their quantiles to 1/64 of the value at worst, in
 * memory that depends on how far the values reach and not on how many there are. Pages of counts are taken when an
 * octave is first seen in a cell, and are kept for the next time when all is cleared.
 * Source: logarithmic buckets cut into equal parts, as in HdrHistogram (Tene 2012); DDSketch (Masson, Rim and Lee
 * 2019) says why a relative error is the one to bound.
 */
export class Histograms {
  readonly #cells: number
  /** Where the counts of a cell's octave begin; 0 where none was seen, since the first page is nobody’s. */
  readonly #pages: Int32Array
  readonly #totals: Float64Array
  #counts = new Uint32Array(FIRST_PAGES * PAGE)
  #used = PAGE
  /** One page of several cells together. */
  readonly #page = new Float64Array(PAGE)

  constructor(cells: number) {
    this.#cells = cells
    this.#pages = new Int32Array(cells * PAGES)
    this.#totals = new Float64Array(cells)
  }

  /** Forgets all values. */
  clear(): void {
    this.#pages.fill(0)
    this.#totals.fill(0)
    this.#used = PAGE
  }

  /** Counts a whole number from 0 to 2^37 − 1. */
  add(cell: number, value: number): void {
    this.#totals[cell]!++
    let page = 0
    let bucket = value
    if (value >= PAGE) {
      const isFar = value >= FAR
      const near = isFar ? Math.trunc(value * 2 ** -FAR_BITS) : value
      const octave = 31 - Math.clz32(near)
      page = octave - PAGE_BITS + 1 + (isFar ? FAR_BITS : 0)
      bucket = (near >>> (octave - PAGE_BITS)) & (PAGE - 1)
    }
    // Before the counts are looked at: a new page may move them.
    const at = this.#pageAt(cell, page) + bucket
    this.#counts[at]!++
  }

  /** Values counted in some cells. */
  total(cells: readonly number[]): number {
    return cells.reduce((sum, cell) => sum + this.#totals[cell]!, 0)
  }

  /**
   * The quantiles of some cells together, to which `zeros` values of 0 that were not counted are added: the value at
   * rank ⌈share · count⌉, straight lines between the two ends of its bucket. NaN where there is no value at all.
   *
   * @param shares rising, from above 0 to 1
   * @param into takes the quantiles, from place `at` on
   */
  quantiles(
    cells: readonly number[],
    zeros: number,
    shares: readonly number[],
    into: Float64Array,
    at: number,
  ): void {
    const count = zeros + this.total(cells)
    let next = 0
    let below = zeros
    let rank = rankOf(shares[0]!, count)
    const found = (value: number): void => {
      into[at + next++] = value
      if (next < shares.length) rank = rankOf(shares[next]!, count)
    }
    while (next < shares.length && rank <= zeros) found(count === 0 ? Number.NaN : 0)
    for (let page = 0; page < PAGES && next < shares.length; page++) {
      if (!this.#gather(cells, page)) continue
      for (let i = 0; i < PAGE && next < shares.length; i++) {
        const here = this.#page[i]!
        while (next < shares.length && rank <= below + here)
          found(valueIn(page, i, (rank - below - 0.5) / here))
        below += here
      }
    }
  }

  /** How many values of some cells are below a whole number: exactly below 2^6, else a bucket it lies in counts in part. */
  below(cells: readonly number[], value: number): number {
    let count = 0
    for (let page = 0; page < PAGES; page++) {
      if (valueIn(page, 0, 0) >= value) break
      if (!this.#gather(cells, page)) continue
      for (let i = 0; i < PAGE; i++) {
        const [first, last] = [valueIn(page, i, 0), valueIn(page, i, 1)]
        const part = (value - first) / (last - first + 1)
        count += this.#page[i]! * Math.max(0, Math.min(1, part))
      }
    }
    return count
  }

  /** Adds up one page of some cells; false where none of them has it. */
  #gather(cells: readonly number[], page: number): boolean {
    const sums = this.#page
    let isThere = false
    for (const cell of cells) {
      const at = this.#pages[cell * PAGES + page]!
      if (at === 0) continue
      if (!isThere) sums.fill(0)
      isThere = true
      for (let i = 0; i < PAGE; i++) sums[i]! += this.#counts[at + i]!
    }
    return isThere
  }

  #pageAt(cell: number, page: number): number {
    const known = this.#pages[cell * PAGES + page]!
    return known === 0 ? this.#newPage(cell, page) : known
  }

  #newPage(cell: number, page: number): number {
    assert(cell < this.#cells && page < PAGES, `cell ${cell} of ${this.#cells}, octave ${page} of ${PAGES}`)
    const at = this.#used
    this.#used += PAGE
    if (this.#used > this.#counts.length) {
      const larger = new Uint32Array(this.#counts.length * 2)
      larger.set(this.#counts)
      this.#counts = larger
    } else this.#counts.fill(0, at, this.#used)
    this.#pages[cell * PAGES + page] = at
    return at
  }
}

/** Ranks count from 1; a share of no values at all has rank 0. */
function rankOf(share: number, count: number): number {
  return Math.ceil(share * count - 1e-9)
}

/** The value at a place, from 0 to 1, of a bucket of whole numbers. */
function valueIn(page: number, bucket: number, place: number): number {
  if (page === 0) return bucket
  const width = 2 ** (page - 1)
  return (PAGE + bucket) * width + place * (width - 1)
}
