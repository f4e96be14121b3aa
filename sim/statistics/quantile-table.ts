/** Both tails are cut into octaves (from 1/2 to 1/4, to 1/8, …) and each octave into this many cells of equal width. */
const CELL_BITS = 4
const CELLS = 1 << CELL_BITS
const OCTAVES = 32
const COEFFICIENTS = 4
const REST_BITS = 31 - CELL_BITS

/**
 * A table of a distribution's quantiles, for drawing by inversion at the same speed whatever the distribution: in
 * each cell a cubic through four values. Cells grow finer towards both ends, so that shares are right to 6 digits
 * down to tails of 2^-32. The function gives the quantile that leaves the share `tail`, above 0 and at most 1/2,
 * below it, or above it for the upper tail; it is asked from the lowest quantile to the highest.
 * Source: inversion by interpolation, Hörmann, Leydold and Derflinger 2004, Automatic Nonuniform Random Variate
 * Generation, chapter 7.
 */
export function quantileTable(quantile: (tail: number, isUpper: boolean) => number): Float64Array {
  const table = new Float64Array(2 * OCTAVES * CELLS * COEFFICIENTS)
  for (let octave = OCTAVES - 1; octave > 0; octave--) {
    for (let cell = 0; cell < CELLS; cell++) {
      const tail = (thirds: number) => 2 ** -(octave + 1) * (1 + (cell + thirds / 3) / CELLS)
      const values = [0, 1, 2, 3].map(thirds => quantile(tail(thirds), false))
      table.set(cubic(values), place(0, octave, cell))
    }
  }
  for (let octave = 1; octave < OCTAVES; octave++) {
    for (let cell = CELLS - 1; cell >= 0; cell--) {
      const tail = (thirds: number) => 2 ** -(octave + 1) * (1 + (cell + thirds / 3) / CELLS)
      const values = [3, 2, 1, 0].map(thirds => quantile(tail(thirds), true))
      table.set(cubic(values.reverse()), place(1, octave, cell))
    }
  }
  return table
}

/** The quantile at 32 random bits, a signed integer; it never falls as the bits, read without sign, rise. */
export function quantileAt(table: Float64Array, bits: number): number {
  const upper = bits >>> 31
  // The share of the nearer tail in units of 2^-32. Odd, the middle of two steps: never 0, and even on both sides.
  const tail = ((bits ^ -upper) & 0x7fffffff) | 1
  const octave = Math.clz32(tail)
  const shifted = tail << octave
  const at = place(upper, octave, (shifted >>> REST_BITS) & (CELLS - 1))
  const t = (shifted & ((1 << REST_BITS) - 1)) * 2 ** -REST_BITS
  return table[at]! + t * (table[at + 1]! + t * (table[at + 2]! + t * table[at + 3]!))
}

function place(upper: number, octave: number, cell: number): number {
  return ((((upper << 5) | octave) << CELL_BITS) | cell) * COEFFICIENTS
}

/** Coefficients of the cubic through values at 0, 1/3, 2/3 and 1. */
function cubic([y0, y1, y2, y3]: readonly number[]): readonly number[] {
  const first = y1! - y0!
  const second = y2! - 2 * y1! + y0!
  const third = y3! - 3 * y2! + 3 * y1! - y0!
  return [y0!, 3 * first - 1.5 * second + third, 4.5 * (second - third), 4.5 * third]
}
