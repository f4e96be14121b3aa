import { assert } from '../../src/base/assert.ts'
import { assertAgents } from './load.ts'

/**
 * The share of calls lost when nobody can wait (M/G/n/n; any distribution of handle times). `erlangs` is the offered
 * load, above 0. Source: Erlang 1917; the recursion on its inverse adds positive numbers only, so nothing cancels,
 * and it runs to infinity, a loss of 0, where the loss is below the least float.
 */
export function erlangB(erlangs: number, agents: number): number {
  return 1 / inverseErlangB(erlangs, agents)
}

/** 1 ÷ Erlang B: the probability of at most n calls in the system ÷ the probability of exactly n. */
export function inverseErlangB(erlangs: number, agents: number): number {
  assert(erlangs > 0 && erlangs < Infinity, `erlangs ${erlangs}; expected a number above 0`)
  assertAgents(agents)
  let inverse = 1
  for (let k = 1; k <= agents; k++) inverse = 1 + (k / erlangs) * inverse
  return inverse
}
