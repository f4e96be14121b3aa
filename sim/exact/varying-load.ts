import { assert } from '../../src/base/assert.ts'
import { incompleteGamma } from './incomplete-gamma.ts'
import { assertAgents } from './load.ts'

/** Arrivals that rise and fall: λ(t) = callsPerHour + swingPerHour · sin(2π · t ÷ periodHours). */
export interface VaryingLoad {
  readonly callsPerHour: number
  /** From 0 to `callsPerHour`. */
  readonly swingPerHour: number
  readonly periodHours: number
  readonly handleSeconds: number
}

/**
 * The mean number of busy agents at a time if there were always enough of them (Mt/M/∞ in its periodic state).
 * When patience is exponential with the same mean as the handle time, the number of calls in the system, waiting or
 * talking, is Poisson with this mean whatever the staffing. Sources: Eick, Massey and Whitt 1993; Feldman,
 * Mandelbaum, Massey and Whitt 2008.
 */
export function callsInSystem(load: VaryingLoad, atHours: number): number {
  const { callsPerHour, swingPerHour, periodHours } = load
  assert(callsPerHour > 0, `callsPerHour ${callsPerHour}; expected above 0`)
  assert(
    swingPerHour >= 0 && swingPerHour <= callsPerHour,
    `swingPerHour ${swingPerHour}; expected at most the mean`,
  )
  const perHour = 3600 / load.handleSeconds
  const frequency = (2 * Math.PI) / periodHours
  const { sin, cos } = Math
  const swing = perHour * sin(frequency * atHours) - frequency * cos(frequency * atHours)
  return callsPerHour / perHour + (swingPerHour * swing) / (perHour * perHour + frequency * frequency)
}

/** The probability that an arriving call finds all agents busy when the number in the system is Poisson. */
export function poissonWaitProbability(callsInSystem: number, agents: number): number {
  assertAgents(agents)
  return agents === 0 ? 1 : incompleteGamma(agents, callsInSystem).below
}
