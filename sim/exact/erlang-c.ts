import { assert } from '../../src/base/assert.ts'
import { inverseErlangB } from './erlang-b.ts'
import { erlangs, type Load } from './load.ts'

/**
 * M/M/n, whose callers all wait until they are answered. With as many erlangs as agents, or more, the queue grows
 * without end; the measures are then their limits: everybody waits, for ever, nobody is answered in time, and all
 * agents are always busy.
 */
export interface ErlangC {
  readonly isStable: boolean
  /** Share of callers who wait at all. */
  readonly waitProbability: number
  /** Mean over all callers, those who do not wait included (ASA). */
  readonly waitSeconds: number
  /** Share of agents' time spent on calls. */
  readonly occupancy: number
}

/** Source: Erlang 1917, with C = B ÷ (1 − ρ·(1 − B)) where ρ is erlangs ÷ agents. */
export function erlangC(load: Load): ErlangC {
  const offered = erlangs(load)
  const { agents, handleSeconds } = load
  if (offered >= agents) return { isStable: false, waitProbability: 1, waitSeconds: Infinity, occupancy: 1 }
  const waitProbability = agents / (agents + (agents - offered) * (inverseErlangB(offered, agents) - 1))
  const waitSeconds = (waitProbability * handleSeconds) / (agents - offered)
  return { isStable: true, waitProbability, waitSeconds, occupancy: offered / agents }
}

/**
 * The share of callers answered within so many seconds, at least 0: 1 − C·e^−(nμ−λ)t. Nobody abandons, so every
 * definition of the service level is this one.
 */
export function erlangCServiceLevel(load: Load, withinSeconds: number): number {
  assert(withinSeconds >= 0, `withinSeconds ${withinSeconds}; expected 0 or more`)
  const { isStable, waitProbability } = erlangC(load)
  if (!isStable) return 0
  const spare = (load.agents - erlangs(load)) / load.handleSeconds
  return 1 - waitProbability * Math.exp(-spare * withinSeconds)
}
