import { assert } from '../../src/base/assert.ts'
import { inverseErlangB } from './erlang-b.ts'
import { erlangs, type ImpatientLoad } from './load.ts'

/** Terms are kept below this by scaling all of them down, long before they could overflow. */
const LARGE = 1e200

/** More callers in the queue than this, with any weight, means patience of years. */
const MOST_WAITING = 20_000_000

/** The states of M/M/n+M in which all agents are busy. */
export interface DelayedStates {
  /** Probability of q callers waiting, by q; what is left out at the end weighs less than 10^-17. */
  readonly byWaiting: readonly number[]
  /** Logarithm of the probability of none waiting, which may be too small for a float. */
  readonly logNoneWaiting: number
}

/**
 * Balance equations of the birth and death chain, in ratios to the state with all agents busy and none waiting:
 * the states below it sum to 1 ÷ Erlang B, those above are products of λ ÷ (nμ + iθ).
 */
export function delayedStates(load: ImpatientLoad): DelayedStates {
  const { patienceSeconds, handleSeconds, agents } = load
  const arrivals = load.callsPerHour / 3600
  assert(
    patienceSeconds > 0 && patienceSeconds < Infinity,
    `patienceSeconds ${patienceSeconds}; expected above 0`,
  )
  let total = inverseErlangB(erlangs(load), agents)
  if (total === Infinity) return { byWaiting: [0], logNoneWaiting: -Infinity }
  const terms = [1]
  let term = 1
  let logScale = 0
  for (let waiting = 1; ; waiting++) {
    const ratio = arrivals / (agents / handleSeconds + waiting / patienceSeconds)
    term *= ratio
    terms.push(term)
    total += term
    // Ratios only fall from here on, so the rest is less than a geometric series with this one.
    if (ratio < 1 && term * ratio < 1e-17 * total * (1 - ratio)) break
    assert(
      waiting < MOST_WAITING,
      `more than ${MOST_WAITING} callers waiting at patienceSeconds ${patienceSeconds}`,
    )
    if (term < LARGE) continue
    for (let q = 0; q <= waiting; q++) terms[q]! /= LARGE
    term /= LARGE
    total /= LARGE
    logScale += Math.log(LARGE)
  }
  return { byWaiting: terms.map(each => each / total), logNoneWaiting: -Math.log(total) - logScale }
}
