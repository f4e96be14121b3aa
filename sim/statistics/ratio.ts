import { assert } from '../../src/base/assert.ts'

/**
 * One ratio for each replication, such as answered in time ÷ queued, NaN where nothing is counted below the line.
 * Results are means over replications of these, "the service level of a day", not the ratio of all days' totals,
 * in which busy days weigh more.
 */
export function ratios(numerators: ArrayLike<number>, denominators: ArrayLike<number>): Float64Array {
  assert(
    numerators.length === denominators.length,
    `${numerators.length} numerators, ${denominators.length} below`,
  )
  return Float64Array.from(numerators, (numerator, i) => {
    const denominator = denominators[i]!
    return denominator === 0 ? Number.NaN : numerator / denominator
  })
}
