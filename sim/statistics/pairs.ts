/**
 * Means of neighbours: antithetic days come two by two, each the mirror image of the other, so that a pair and not a
 * day is what is independent of the rest. Where one of the two is NaN the other speaks for the pair.
 */
export function pairMeans(values: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: Math.ceil(values.length / 2) }, (_, pair) => {
    const first = values[2 * pair]!
    const second = values[2 * pair + 1] ?? Number.NaN
    if (Number.isNaN(second)) return first
    return Number.isNaN(first) ? second : (first + second) / 2
  })
}
