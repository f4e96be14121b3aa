/** Cumulative shares by name; what is left over goes to all evenly, or to the first or last. */
export function cumulative(
  names: readonly string[],
  shares: Readonly<Record<string, number>>,
  rest: 'even' | 'first' | 'last',
): number[] {
  if (names.length === 0) return []
  const given = names.map(name => shares[name] ?? 0)
  const left = 1 - given.reduce((sum, share) => sum + share, 0)
  if (left > 1e-9) {
    if (rest === 'even')
      given.forEach((share, i) => {
        given[i] = share + left / names.length
      })
    else given[rest === 'first' ? 0 : names.length - 1]! += left
  }
  let sum = 0
  const steps = given.map(share => {
    sum += share
    return sum
  })
  steps[steps.length - 1] = 1
  return steps
}

/** The place in cumulative shares of a uniform number from 0 to 1. */
export function pick(cumulative: readonly number[], uniform: number): number {
  let i = 0
  while (uniform >= cumulative[i]!) i++
  return i
}
